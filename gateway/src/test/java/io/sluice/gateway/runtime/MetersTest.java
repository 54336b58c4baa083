package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MetersTest {
  /** Nobody but the registry knows of what is asked, as it is everywhere. */
  @Test
  void counterGoesOnAfterACollection() {
    Meters meters = new Meters();
    AtomicLong value = new AtomicLong();
    meters.counter("sluice.counted", "Counted", value::get, "of", "one");

    awaitCollection();
    value.set(7);

    assertThat(meters.scrape()).contains("sluice_counted_total{of=\"one\"} 7.0");
  }

  private static void awaitCollection() {
    WeakReference<Object> gone = new WeakReference<>(new Object());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              System.gc();
              return gone.get() == null;
            });
  }
}
