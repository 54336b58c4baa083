package io.sluice.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.AbstractList;
import org.junit.jupiter.api.Test;

class CallSpanTest {
  private static final int UPDATES = 5_000;

  /** What a call of as many updates comes from; counts how often one is looked at. */
  private static final class Origins extends AbstractList<Origin> {
    long looks;

    @Override
    public Origin get(int index) {
      looks++;
      return new Origin(index + 1, "S" + index, "e" + index, SpanContext.getInvalid(), 0);
    }

    @Override
    public int size() {
      return UPDATES;
    }
  }

  @Test
  void eachOriginIsLookedAtOnceHoweverManyUpdatesAskForTheirEvent() {
    Origins origins = new Origins();
    CallSpan span = new CallSpan(Span.getInvalid(), origins);

    for (int i = 0; i < UPDATES; i++) {
      assertThat(span.event(i + 1)).isEqualTo("e" + i);
    }

    assertThat(span.event(UPDATES + 1)).isNull();
    assertThat(origins.looks).isLessThanOrEqualTo(2 * UPDATES);
  }
}
