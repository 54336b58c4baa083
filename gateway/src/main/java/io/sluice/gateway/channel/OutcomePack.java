package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How one channel's outcomes lie in one row of the outcome log. The first byte is the format. */
public final class OutcomePack {
  private static final int FORMAT = 1;
  private static final byte ACCEPTED = 0;
  private static final byte LISTED = 1;
  private static final byte DISCARDED = 2;

  private OutcomePack() {}

  /** Takes what a pack holds, in order. */
  public interface Reader {
    /**
     * @param part facet, or facet and part on stream channels
     * @param quantity of a stock, else 0
     */
    void accepted(String sku, String part, long position, long digest, long quantity, long atMs);

    void listed(String sku, Listed listed);

    /** A person does not want what there is up to a position. */
    default void discarded(String sku, String part, long position) {}
  }

  static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final DataOutputStream out = new DataOutputStream(bytes);

    boolean isEmpty() {
      return bytes.size() == 0;
    }

    void accepted(Delivery delivery, long atMs) {
      try {
        begin(ACCEPTED);
        out.writeUTF(delivery.ourSku());
        out.writeUTF(delivery.part());
        out.writeLong(delivery.position());
        out.writeLong(delivery.digest());
        out.writeLong(delivery.quantity());
        out.writeLong(atMs);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void listed(String sku, Listed listed) {
      try {
        begin(LISTED);
        out.writeUTF(sku);
        out.writeByte(listed.ordinal());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void discarded(String sku, String part, long position) {
      try {
        begin(DISCARDED);
        out.writeUTF(sku);
        out.writeUTF(part);
        out.writeLong(position);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void begin(byte kind) throws IOException {
      if (bytes.size() == 0) {
        out.writeByte(FORMAT);
      }
      out.writeByte(kind);
    }

    byte[] pack() {
      return bytes.toByteArray();
    }
  }

  public static void read(byte[] packed, Reader reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new IllegalStateException("outcome row of unknown format " + format);
      }
      while (in.available() > 0) {
        readEntry(in, reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readEntry(DataInputStream in, Reader reader) throws IOException {
    byte kind = in.readByte();
    if (kind == ACCEPTED) {
      reader.accepted(
          in.readUTF(), in.readUTF(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    } else if (kind == LISTED) {
      reader.listed(in.readUTF(), Listed.values()[in.readUnsignedByte()]);
    } else if (kind == DISCARDED) {
      reader.discarded(in.readUTF(), in.readUTF(), in.readLong());
    } else {
      throw new IllegalStateException("outcome row with unknown entry " + kind);
    }
  }
}
