package io.sluice.simulator;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way to misbehave, and when: for which SKUs, how likely, how often.
 *
 * @param status of {@link Kind#STATUS}
 * @param retryAfter header of {@link Kind#STATUS}, as it stands on the wire
 * @param delay of {@link Kind#APPLY_LATE} and {@link Kind#PENDING}
 * @param expiry how long a pending status is known
 * @param result what a pending update or a refused item ends in: accepted, rejected, ...
 * @param bytesPerSecond of {@link Kind#SLOW_BODY}
 * @param probability from 0 to 1
 * @param times how often it strikes, then never again
 * @param skus only requests with one of these; empty: all
 */
public record Fault(
    Kind kind,
    int status,
    @Nullable String retryAfter,
    Duration delay,
    Duration expiry,
    String result,
    int bytesPerSecond,
    double probability,
    long times,
    Set<String> skus) {
  /** What happens to a request. */
  public enum Kind {
    /** Taken, nothing done, never answered. */
    HANG,
    /** Connection reset, nothing done. */
    RESET_BEFORE,
    /** Done, then connection reset. */
    RESET_AFTER,
    /** Connection reset, and done after the delay. */
    APPLY_LATE,
    /** Answered with the status, nothing done. */
    STATUS,
    /** The chosen SKUs of a batch get the result, the others are done. */
    ITEM,
    /** 202 with a status address; done and answered there after the delay. */
    PENDING,
    /** Done, answered slowly. */
    SLOW_BODY,
    /** Done, the answer ends before its announced length. */
    TRUNCATED,
    /** Nothing done, a sign-in page with 200. */
    HTML
  }

  public Fault {
    skus = Set.copyOf(skus);
  }

  public static Fault of(Kind kind) {
    return new Fault(
        kind,
        500,
        null,
        Duration.ofSeconds(1),
        Duration.ofHours(1),
        kind == Kind.ITEM ? "rejected" : "accepted",
        1,
        1.0,
        Long.MAX_VALUE,
        Set.of());
  }

  public static Fault status(int status) {
    Fault fault = of(Kind.STATUS);
    return new Fault(
        fault.kind,
        status,
        fault.retryAfter,
        fault.delay,
        fault.expiry,
        fault.result,
        fault.bytesPerSecond,
        fault.probability,
        fault.times,
        fault.skus);
  }

  public Fault retryAfter(String header) {
    return new Fault(
        kind, status, header, delay, expiry, result, bytesPerSecond, probability, times, skus);
  }

  public Fault after(Duration newDelay) {
    return new Fault(
        kind,
        status,
        retryAfter,
        newDelay,
        expiry,
        result,
        bytesPerSecond,
        probability,
        times,
        skus);
  }

  public Fault expiringAfter(Duration newExpiry) {
    return new Fault(
        kind,
        status,
        retryAfter,
        delay,
        newExpiry,
        result,
        bytesPerSecond,
        probability,
        times,
        skus);
  }

  public Fault endingIn(String newResult) {
    return new Fault(
        kind,
        status,
        retryAfter,
        delay,
        expiry,
        newResult,
        bytesPerSecond,
        probability,
        times,
        skus);
  }

  public Fault bytesPerSecond(int rate) {
    return new Fault(
        kind, status, retryAfter, delay, expiry, result, rate, probability, times, skus);
  }

  public Fault withProbability(double chance) {
    return new Fault(
        kind, status, retryAfter, delay, expiry, result, bytesPerSecond, chance, times, skus);
  }

  public Fault times(long count) {
    return new Fault(
        kind, status, retryAfter, delay, expiry, result, bytesPerSecond, probability, count, skus);
  }

  public Fault onSkus(String... chosen) {
    return new Fault(
        kind,
        status,
        retryAfter,
        delay,
        expiry,
        result,
        bytesPerSecond,
        probability,
        times,
        Set.of(chosen));
  }
}
