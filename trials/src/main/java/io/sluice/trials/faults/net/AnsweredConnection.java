package io.sluice.trials.faults.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads requests as HTTP/1.1 has them and lets somebody answer. */
final class AnsweredConnection {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

  private final Socket client;
  private final Answerer answerer;

  AnsweredConnection(Socket client, Answerer answerer) {
    this.client = client;
    this.answerer = answerer;
  }

  void run() {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      boolean again = true;
      while (again) {
        String head = head(in);
        Matcher length = LENGTH.matcher(head);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        String body = new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        again = answerer.answer(head, body, client);
      }
    } catch (IOException gone) {
      // The other side has seen enough.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no more requests");
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
