package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoadLogTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final List<String> lines = new ArrayList<>();

  @Test
  void shortLoadIsSilent() {
    LoadLog load = new LoadLog("SKUs", 0, now::get, lines::add);
    now.set(Instant.EPOCH.plusMillis(1999));

    steps(load, 100_000);

    assertThat(lines).isEmpty();
  }

  @Test
  void longLoadTellsRateAndWhatIsLeftEveryTwoSeconds() {
    LoadLog load = new LoadLog("events", 40_960, now::get, lines::add);
    now.set(Instant.EPOCH.plusSeconds(2));
    steps(load, 10_240);
    now.set(Instant.EPOCH.plusSeconds(4));
    steps(load, 10_240);

    assertThat(lines)
        .containsExactly(
            "Loading events: 1024, 512/s, 2 %, 78 s left",
            "Loading events: 11264, 2816/s, 27 %, 10 s left");
  }

  @Test
  void unknownWholeHasOnlyItsRate() {
    LoadLog load = new LoadLog("SKUs", 0, now::get, lines::add);
    now.set(Instant.EPOCH.plusSeconds(2));

    steps(load, 1024);

    assertThat(lines).containsExactly("Loading SKUs: 1024, 512/s");
  }

  private static void steps(LoadLog load, int count) {
    for (int i = 0; i < count; i++) {
      load.step();
    }
  }
}
