package io.sluice.gateway.command;

import io.sluice.gateway.operations.FactsView;
import java.util.List;

/** What a preview begins with. */
public sealed interface PreviewFacts {
  /**
   * Events that nobody has decided about.
   *
   * @param events each one structured CloudEvent, UTF-8
   */
  record Events(List<byte[]> events) implements PreviewFacts {
    public Events {
      events = List.copyOf(events);
    }
  }

  /** What a running gateway knows, one for each SKU. */
  record Known(List<FactsView> products) implements PreviewFacts {
    public Known {
      products = List.copyOf(products);
    }
  }
}
