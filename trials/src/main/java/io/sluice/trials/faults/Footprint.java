package io.sluice.trials.faults;

import io.sluice.trials.GatewayProcess;
import io.sluice.trials.ProcessState;
import io.sluice.trials.Waiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a gateway holds. Whatever a fault made it keep, one thing per failed call say, is still
 * there when all has healed and is delivered.
 *
 * @param heapMegabytes that no collection frees
 * @param files open, sockets included
 */
public record Footprint(double heapMegabytes, long threads, long files) {
  private static final double ALIKE = 1.1;

  /** Pages of the store that were read since: a twelfth of 256 MB. */
  private static final int PAGES_MB = 21;

  /** Identities of the last 100,000 events, at 100 bytes, and content of products, a sixteenth. */
  private static final int REMEMBERED_MB = 10 + 16;

  /** Vert.x's workers, each begun when the others were busy for the first time. */
  private static final int WORKERS = 20;

  /** Of two channels that had not all of theirs open before: one for each call at once. */
  private static final int CONNECTIONS = 16;

  /** Connections end a moment after their last call. */
  private static final Duration SETTLES_AT_MOST = Duration.ofSeconds(10);

  public static Footprint of(GatewayProcess gateway) {
    double heap = LiveHeap.megabytes(gateway);
    ProcessState state = gateway.state();
    return new Footprint(heap, state.threads(), state.files());
  }

  /** Compares it with what it was; waits a moment for what is about to be let go. */
  static void judge(GatewayProcess gateway, Footprint before, Size size, Figures figures) {
    AtomicReference<Footprint> last = new AtomicReference<>(of(gateway));
    Waiting.holdsWithin(
        SETTLES_AT_MOST,
        () -> {
          if (!last.get().isLike(before, size)) {
            last.set(of(gateway));
          }
          return last.get().isLike(before, size);
        });
    Footprint after = last.get();
    figures.atMost("heap after, MB", after.heap(), before.heapAllowed(size), "");
    figures.atMost("threads after", (double) after.threads, before.threadsAllowed(), "");
    figures.atMost("descriptors after", (double) after.files, before.filesAllowed(), "");
    figures.note(
        "heap, threads, descriptors before",
        "%.1f MB, %d, %d".formatted(before.heapMegabytes, before.threads, before.files));
  }

  private boolean isLike(Footprint before, Size size) {
    return heap() <= before.heapAllowed(size)
        && threads <= before.threadsAllowed()
        && files <= before.filesAllowed();
  }

  private double heap() {
    return Math.ceil(heapMegabytes);
  }

  private double heapAllowed(Size size) {
    return Math.ceil(heapMegabytes * ALIKE) + size.of(PAGES_MB, PAGES_MB + REMEMBERED_MB);
  }

  private double threadsAllowed() {
    return allowed(threads) + WORKERS;
  }

  private double filesAllowed() {
    return allowed(files) + CONNECTIONS;
  }

  private static double allowed(long before) {
    return Math.ceil(before * ALIKE);
  }
}
