package io.sluice.trials.simulate;

import io.sluice.gateway.intake.Hashes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happened in a run, as one hash; in words where somebody reads them. */
final class Trace {
  private final @Nullable Consumer<String> reader;
  private Timeline time = new Timeline();
  private long hash = Hashes.start();
  private long notes;

  /**
   * @param reader gets a line for everything that happens, or null
   */
  Trace(@Nullable Consumer<String> reader) {
    this.reader = reader;
  }

  void on(Timeline timeline) {
    time = timeline;
  }

  void note(String what, String about, long number) {
    notes++;
    hash = (hash ^ time.nowMs()) * 0x100000001b3L;
    hash = (hash ^ what.hashCode()) * 0x100000001b3L;
    hash = (hash ^ about.hashCode()) * 0x100000001b3L;
    hash = (hash ^ number) * 0x100000001b3L;
    if (reader != null) {
      reader.accept("%8d %s %s %d".formatted(time.passedMs(), what, about, number));
    }
  }

  /** Only for a reader: costs nothing where there is none. */
  void tell(String what, Object about) {
    if (reader != null) {
      reader.accept("%8d %s %s".formatted(time.passedMs(), what, about));
    }
  }

  long hash() {
    return Hashes.finish(hash);
  }

  long notes() {
    return notes;
  }
}
