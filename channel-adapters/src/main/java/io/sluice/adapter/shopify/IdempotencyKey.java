package io.sluice.adapter.shopify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** A key that is the same for the same request, also after a restart. */
final class IdempotencyKey {
  private IdempotencyKey() {}

  /**
   * @param request everything that makes it this one
   * @return a UUID of version 8, which is one of one's own making (RFC 9562)
   */
  static String of(String request) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.wrap(hash);
      long high = (bytes.getLong() & 0xffffffffffff0fffL) | 0x8000L;
      long low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
      return new UUID(high, low).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
