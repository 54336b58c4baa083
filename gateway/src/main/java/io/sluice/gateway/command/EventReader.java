package io.sluice.gateway.command;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into its events, byte for byte as they stand there: one JSON object, a JSON array of
 * them, or one after the other (ndjson). It looks only at braces and quotes; what is inside is for
 * the gateway to judge. Holds one event at a time.
 */
final class EventReader implements Closeable {
  /** A batch of one such event just fits into a request. */
  static final int MAX_EVENT = 4 * 1024 * 1024 - 2;

  private static final int END = -1;
  private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};

  private final InputStream in;
  private long bytes;
  private long line = 1;
  private boolean inArray;
  private boolean started;

  EventReader(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** How far it has come. */
  long bytes() {
    return bytes;
  }

  /**
   * @return null at the end
   * @throws BrokenEventsException where something else than an object begins, or one never ends
   */
  byte @Nullable [] next() throws IOException {
    int first = skipBetween();
    if (!started) {
      started = true;
      inArray = first == '[';
      first = inArray ? skipBetween() : first;
    }
    if (first == '{') {
      return readObject();
    }
    if (inArray && first == ']') {
      inArray = false;
      return next();
    }
    if (first != END) {
      throw broken("expected an event, which begins with {");
    }
    if (inArray) {
      throw broken("the array has no end; was the file cut off?");
    }
    return null;
  }

  private int skipBetween() throws IOException {
    int octet = read();
    if (octet == BYTE_ORDER_MARK[0] && !started) {
      boolean mark = read() == BYTE_ORDER_MARK[1] && read() == BYTE_ORDER_MARK[2];
      octet = mark ? read() : octet;
    }
    while (octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n' || isComma(octet)) {
      octet = read();
    }
    return octet;
  }

  private boolean isComma(int octet) {
    return inArray && octet == ',';
  }

  private byte[] readObject() throws IOException {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    event.write('{');
    int depth = 1;
    while (depth > 0) {
      int octet = readInside(event);
      if (octet == '"') {
        readText(event);
      } else if (octet == '{' || octet == '[') {
        depth++;
      } else if (octet == '}' || octet == ']') {
        depth--;
      }
    }
    return event.toByteArray();
  }

  private void readText(ByteArrayOutputStream event) throws IOException {
    int octet = readInside(event);
    while (octet != '"') {
      if (octet == '\\') {
        readInside(event);
      }
      octet = readInside(event);
    }
  }

  private int readInside(ByteArrayOutputStream event) throws IOException {
    int octet = read();
    if (octet == END) {
      throw broken("the event has no end; was the file cut off?");
    }
    if (event.size() >= MAX_EVENT) {
      throw broken("the event is over " + MAX_EVENT + " bytes");
    }
    event.write(octet);
    return octet;
  }

  private int read() throws IOException {
    int octet = in.read();
    if (octet != END) {
      bytes++;
    }
    if (octet == '\n') {
      line++;
    }
    return octet;
  }

  private BrokenEventsException broken(String reason) {
    return new BrokenEventsException("line " + line + ": " + reason);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
