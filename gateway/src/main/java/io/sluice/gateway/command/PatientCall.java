package io.sluice.gateway.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch again while the gateway cannot take it or, once it has answered, while it cannot be
 * reached: it may be restarted meanwhile. Thread-safe.
 */
final class PatientCall {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final RestClient api;
  private final @Nullable String source;
  private final Duration atMost;
  private final Terminal terminal;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param source null: the usual one
   * @param atMost how long one batch waits before the import ends
   */
  PatientCall(RestClient api, @Nullable String source, Duration atMost, Terminal terminal) {
    this.api = api;
    this.source = source;
    this.atMost = atMost;
    this.terminal = terminal;
  }

  /** Fails as {@link RestClient} does, once it has waited for so long. */
  Reply send(byte[] batch) {
    Duration waited = Duration.ZERO;
    Duration pause = FIRST_PAUSE;
    while (true) {
      RuntimeException trouble;
      Duration asked = Duration.ZERO;
      try {
        Reply reply = api.postImport(source, batch);
        answered.set(true);
        if (!reply.isLater()) {
          told.set(false);
          return reply;
        }
        asked = Duration.ofSeconds(reply.retryAfterSeconds());
        trouble = new RefusedException(reply.status(), reply.json());
      } catch (NotReachableException notThere) {
        trouble = notThere;
      }
      if (!answered.get() || waited.compareTo(atMost) >= 0) {
        throw trouble;
      }
      tell(trouble);
      Duration next = longer(pause, asked);
      waited = waited.plus(next);
      sleep(next);
      pause = pause.multipliedBy(2);
    }
  }

  private static Duration longer(Duration pause, Duration asked) {
    Duration longer = pause.compareTo(asked) > 0 ? pause : asked;
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  /** Once for each time that something is in the way. */
  private void tell(RuntimeException trouble) {
    if (told.compareAndSet(false, true)) {
      String line = "sluice: waiting: " + VisibleText.of(trouble.getMessage());
      terminal.err().println(line);
      terminal.err().flush();
    }
  }

  private static void sleep(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
