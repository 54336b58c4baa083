package io.sluice.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * A process that does nothing but write: journal rows, outcomes, state, held rows and drops. It
 * prints each journal head that is durable, until it is killed.
 */
final class ChildStore {
  private static final int IN_FLIGHT = 200;

  private ChildStore() {}

  static Process start(String url) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ChildStore.class.getName(),
            url)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static BufferedReader acks(Process child) {
    return new BufferedReader(
        new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII));
  }

  static void awaitFirstAck(Process child) throws IOException {
    if (acks(child).readLine() == null) {
      throw new AssertionError("the child ended early");
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Store store =
        Stores.open(TestConfigs.with(args[0], java.time.Duration.ofMillis(1), 1L << 40, 500));
    Semaphore free = new Semaphore(IN_FLIGHT);
    for (long next = store.head() + 1; ; next++) {
      free.acquire();
      long position = next;
      store.submit(
          TestWrites.allFor(position),
          () -> {
            System.out.println(position);
            free.release();
          });
      if (position % 700 == 0) {
        store.journal().dropBelow(position - 2_000);
        store.dropOutcomesUpTo(position - 2_000);
      }
    }
  }
}
