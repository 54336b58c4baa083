package io.sluice.adapter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request for people to read: {@code ***} stands in place of every value that may be a
 * secret, and of what is only known when it is sent, such as a signature.
 *
 * @param url absolute
 * @param headers our own and the merchant's, in the order in which they are sent
 * @param body as it is sent; empty for none
 */
public record OutgoingRequest(String method, String url, Map<String, String> headers, byte[] body) {
  /** What stands in place of a secret. */
  public static final String MASK = "***";

  public OutgoingRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
