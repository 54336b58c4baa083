package io.sluice.trials.faults.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers requests with any bytes, at any speed. Called by a thread per connection. */
@FunctionalInterface
public interface Answerer {
  /**
   * @param head request line and headers
   * @return whether the connection may be used again
   */
  boolean answer(String head, String body, Socket client) throws IOException;

  /** Always these bytes. */
  static Answerer of(String answer) {
    byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
    return (head, body, client) -> {
      client.getOutputStream().write(bytes);
      return true;
    };
  }

  /** An answer with a body and its length. */
  static Answerer of(int status, String contentType, String body, String... headers) {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
    text.append("content-type: ").append(contentType).append("\r\n");
    text.append("content-length: ").append(body.length()).append("\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return of(text.append("\r\n").append(body).toString());
  }
}
