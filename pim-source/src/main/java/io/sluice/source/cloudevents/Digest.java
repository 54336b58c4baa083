package io.sluice.source.cloudevents;

import io.sluice.source.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells a redelivery from another event with the same id: the first 8 bytes of SHA-256 over type,
 * SKU and the bytes of {@code data} as they came.
 *
 * <p>Of content its values ({@link ContentDigest}): that is all that is known of it without the
 * store, and a file may say the same in other bytes.
 */
final class Digest {
  private Digest() {}

  static long of(String type, String sku, Change change, byte[] data) throws IOException {
    return change instanceof Change.Product ? ContentDigest.of(sku, data) : of(type, sku, data);
  }

  private static long of(String type, String sku, byte[] data) {
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
