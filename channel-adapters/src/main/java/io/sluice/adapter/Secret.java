package io.sluice.adapter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** A value that nobody may see: prints as {@code ***}. */
public final class Secret {
  private static final int FINGERPRINT_BYTES = 6;

  private final String value;

  public Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  /** The value itself: only where it is put on the wire or signed with. */
  public String reveal() {
    return value;
  }

  /**
   * Twelve hexadecimal digits of a SHA-256 over some secrets in their order: tells them apart from
   * others, and does not tell them.
   */
  public static String fingerprint(Secret... secrets) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Secret secret : secrets) {
        byte[] bytes = secret.value.getBytes(StandardCharsets.UTF_8);
        // Where one ends and the next begins counts, too.
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
