package io.sluice.adapter.wire;

import io.sluice.adapter.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs, and checks signatures, as Standard Webhooks 1.0.0 says: HMAC-SHA256 over {@code
 * id.timestamp.body}. Owned by one context: the MACs are used again and again.
 */
public final class WebhookSignature {
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";

  /** Of a sender that changes its key there are two. */
  private static final int SIGNATURES_AT_MOST = 16;

  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final List<Mac> macs;

  /**
   * @param secret one key, or several with spaces between
   * @throws IllegalArgumentException when a key is not as the standard wants it; never shows it
   */
  public WebhookSignature(Secret secret) {
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
  public String sign(String id, long unixSeconds, byte[] body) {
    return macs.stream()
        .map(mac -> signature(mac, id, unixSeconds, body))
        .collect(Collectors.joining(" "));
  }

  /**
   * Whether one of our keys made one of the signatures. How long it takes tells nothing about them.
   *
   * @param header value of {@code webhook-signature}; of other versions than {@code v1} none counts
   */
  public boolean made(String header, String id, long unixSeconds, byte[] body) {
    boolean made = false;
    for (Mac mac : macs) {
      byte[] ours = ascii(signature(mac, id, unixSeconds, body));
      for (String theirs : header.split(" ", SIGNATURES_AT_MOST)) {
        made |= MessageDigest.isEqual(ours, ascii(theirs));
      }
    }
    return made;
  }

  private static String signature(Mac mac, String id, long unixSeconds, byte[] body) {
    mac.update((id + "." + unixSeconds + ".").getBytes(StandardCharsets.UTF_8));
    return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
