package io.sluice.gateway.alerts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert that somebody was told of: what a start has to know, so that it neither tells again nor
 * forgets to say that it is over.
 *
 * @param condition by its name; one that is not known any more is passed over
 */
public record Told(String condition, String subject, long sinceMs, long toldMs) {
  /** For the store. */
  public static byte[] encode(List<Told> all) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(all.size());
      for (Told each : all) {
        out.writeUTF(each.condition);
        out.writeUTF(each.subject);
        out.writeLong(each.sinceMs);
        out.writeLong(each.toldMs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The reverse. */
  public static List<Told> decode(byte[] stored) {
    List<Told> all = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        all.add(new Told(in.readUTF(), in.readUTF(), in.readLong(), in.readLong()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
