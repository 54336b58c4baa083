package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.operations.HeldByRules;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.Page;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleHoldPagesTest {
  private static final HeldQuery ALL = new HeldQuery(null, null, null);

  /** How many keys each channel holds. */
  private final Map<String, Integer> held = Map.of("a", 3, "b", 0, "c", 4);

  private final RuleHoldPages pages =
      new RuleHoldPages(() -> List.copyOf(held.keySet()), this::ask);

  private Future<HeldByRules> ask(String channel, HeldQuery query, int from, int limit) {
    List<HeldView> items = new ArrayList<>();
    int key = from;
    for (; key < held.get(channel) && items.size() < limit; key++) {
      items.add(
          new HeldView(
              channel,
              "S" + key,
              "stock",
              1,
              "incomplete",
              Instant.EPOCH,
              null,
              0,
              null,
              null,
              null,
              null));
    }
    return Future.succeededFuture(new HeldByRules(items, key < held.get(channel) ? key : -1));
  }

  private List<String> all(HeldQuery query, int limit) {
    List<String> found = new ArrayList<>();
    String cursor = RuleHoldPages.begin();
    while (cursor != null) {
      assertThat(RuleHoldPages.owns(cursor)).isTrue();
      Page<HeldView> page = pages.page(query, cursor, limit).result();
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      page.items().forEach(view -> found.add(view.channel() + view.sku()));
      cursor = page.next();
    }
    return found;
  }

  @Test
  void everythingComesOnceInWhateverPages() {
    for (int limit = 1; limit <= 8; limit++) {
      assertThat(all(ALL, limit)).containsExactly("aS0", "aS1", "aS2", "cS0", "cS1", "cS2", "cS3");
    }
  }

  @Test
  void oneChannelAlone() {
    assertThat(all(new HeldQuery("c", null, null), 3)).containsExactly("cS0", "cS1", "cS2", "cS3");
    assertThat(all(new HeldQuery("b", null, null), 3)).isEmpty();
  }

  @Test
  void cursorOfSomethingElseIsRefused() {
    assertThat(RuleHoldPages.owns(null)).isFalse();
    assertThat(RuleHoldPages.owns("abc")).isFalse();
    assertThatThrownBy(() -> pages.page(ALL, "rules.a.x", 3))
        .isInstanceOf(OperationException.class);
  }
}
