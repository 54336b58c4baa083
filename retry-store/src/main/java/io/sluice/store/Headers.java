package io.sluice.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A refused message's headers as bytes: each text with its length before it. */
final class Headers {
  /** Headers beyond this are left out: they come from outside. */
  private static final int AT_MOST = 64 * 1024;

  private Headers() {}

  static byte[] pack(Map<String, String> headers) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      byte[] name = header.getKey().getBytes(UTF_8);
      byte[] value = header.getValue().getBytes(UTF_8);
      long size = 2L * Integer.BYTES + name.length + value.length;
      if (packed.size() + size <= AT_MOST) {
        put(packed, name);
        put(packed, value);
      }
    }
    return packed.toByteArray();
  }

  private static void put(ByteArrayOutputStream packed, byte[] text) {
    packed.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
    packed.writeBytes(text);
  }

  static Map<String, String> unpack(byte[] packed) {
    Map<String, String> headers = new LinkedHashMap<>();
    ByteBuffer rest = ByteBuffer.wrap(packed);
    while (rest.hasRemaining()) {
      headers.put(text(rest), text(rest));
    }
    return headers;
  }

  private static String text(ByteBuffer rest) {
    byte[] text = new byte[rest.getInt()];
    rest.get(text);
    return new String(text, UTF_8);
  }
}
