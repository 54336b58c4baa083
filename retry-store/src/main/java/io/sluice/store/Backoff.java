package io.sluice.store;

/** 100 ms, doubling up to 1 s: a full disk that is freed is noticed at once. */
final class Backoff {
  private static final long FIRST_MS = 100;
  private static final long LAST_MS = 1_000;

  private long nextMs = FIRST_MS;

  long next() {
    long now = nextMs;
    nextMs = Math.min(LAST_MS, nextMs * 2);
    return now;
  }

  void reset() {
    nextMs = FIRST_MS;
  }
}
