package io.sluice.adapter.http;

import io.sluice.adapter.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Standard Webhooks 1.0.0 says: HMAC-SHA256 over {@code id.timestamp.body}. Owned by one
 * connection and its context: the MACs are used again and again.
 */
final class WebhookSignature {
  private static final String PREFIX = "whsec_";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final List<Mac> macs;

  /**
   * @param secret one key, or several with spaces between
   * @throws IllegalArgumentException when a key is not as the standard wants it; never shows it
   */
  WebhookSignature(Secret secret) {
    List<Mac> found = new ArrayList<>();
    for (String key : secret.reveal().trim().split("\\s+", -1)) {
      found.add(mac(decode(key)));
    }
    macs = List.copyOf(found);
  }

  private static byte[] decode(String key) {
    if (!key.startsWith(PREFIX)) {
      throw new IllegalArgumentException("must begin with whsec_");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(key.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not base64 behind whsec_", e);
    }
    if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "must be 24 to 64 bytes long before base64, is " + bytes.length);
    }
    return bytes;
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Value of the header {@code webhook-signature}. */
  String sign(String id, long unixSeconds, byte[] body) {
    byte[] head = (id + "." + unixSeconds + ".").getBytes(StandardCharsets.UTF_8);
    StringBuilder header = new StringBuilder();
    for (Mac mac : macs) {
      mac.update(head);
      header.append(header.isEmpty() ? "v1," : " v1,");
      header.append(Base64.getEncoder().encodeToString(mac.doFinal(body)));
    }
    return header.toString();
  }
}
