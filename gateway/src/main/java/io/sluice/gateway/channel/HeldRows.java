package io.sluice.gateway.channel;

import io.sluice.store.HeldRow;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts held rows together, one for each reason to hold something. */
final class HeldRows {
  private static final long NOT_DUE = Long.MIN_VALUE;
  private static final byte[] NOTHING = {};

  private final String channel;

  HeldRows(String channel) {
    this.channel = channel;
  }

  HeldRow dead(
      Delivery delivery,
      int attempts,
      String code,
      String reason,
      @Nullable String answer,
      long nowMs) {
    String detail = answer == null ? "" : answer;
    return row(delivery, Why.DEAD, NOT_DUE, attempts, 0, code, reason, detail, nowMs);
  }

  HeldRow pending(Delivery delivery, int attempts, String handle, long pollAtMs, long nowMs) {
    return row(delivery, Why.PENDING, pollAtMs, attempts, 0, null, null, handle, nowMs);
  }

  HeldRow waiting(
      Delivery delivery, Why why, Trouble trouble, String code, String reason, long nowMs) {
    return row(
        delivery,
        why,
        trouble.notBeforeMs,
        trouble.attempts,
        trouble.ageMs,
        code,
        reason,
        "",
        nowMs);
  }

  /** Nothing was rendered, so there is no payload. */
  HeldRow unsent(Target target, Why why, Trouble trouble, String reason, long nowMs) {
    return new HeldRow(
        channel,
        target.sku(),
        target.part(),
        target.position(),
        why.code(),
        nowMs,
        trouble.notBeforeMs,
        trouble.attempts,
        why.code(),
        reason,
        NOTHING,
        NOTHING);
  }

  private HeldRow row(
      Delivery delivery,
      Why why,
      long dueMs,
      int attempts,
      long ageMs,
      @Nullable String code,
      @Nullable String reason,
      String detail,
      long nowMs) {
    return new HeldRow(
        channel,
        delivery.ourSku(),
        delivery.part(),
        delivery.position(),
        why.code(),
        nowMs,
        dueMs,
        attempts,
        code,
        reason,
        HeldPayload.encode(delivery, ageMs),
        detail.getBytes(StandardCharsets.UTF_8));
  }
}
