package io.sluice.source.cloudevents;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells a redelivery from another event with the same id: the first 8 bytes of SHA-256 over type,
 * SKU and the bytes of {@code data} as they came.
 *
 * <p>Bytes, not values: a broker redelivers the same bytes, while a sender that puts the same
 * values in another order has published anew.
 */
final class Digest {
  private Digest() {}

  static long of(String type, String sku, byte[] data) {
    MessageDigest digest = sha256();
    digest.update(type.getBytes(StandardCharsets.UTF_8));
    // Neither name can contain a zero byte, so no two triples give the same bytes.
    digest.update((byte) 0);
    digest.update(sku.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(data);
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
