package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How one channel's outcomes lie in one row of the outcome log. The first byte is the format. */
public final class OutcomePack {
  private static final int FORMAT = 1;
  private static final byte ACCEPTED = 0;
  private static final byte LISTED = 1;
  private static final byte DISCARDED = 2;

  /** As accepted, of a stock that is held. */
  private static final byte LOWERED = 3;

  private static final byte RULES = 4;
  private static final byte DECIDED = 5;
  private static final byte APPROVED = 6;
  private static final byte LET_GO = 7;
  private static final byte DOUBTED = 8;

  /** As accepted, of a price that one amount does not tell. */
  private static final byte PRICES = 9;

  private static final byte MOVING = 10;

  private OutcomePack() {}

  /** Takes what a pack holds, in order. */
  public interface Reader {
    /**
     * @param part facet, or facet and part on stream channels
     */
    void accepted(String sku, String part, Accepted what);

    void listed(String sku, Listed listed);

    /** A person does not want what there is up to a position. */
    default void discarded(String sku, String part, long position) {}

    /**
     * A person does not want what was held up to a position.
     *
     * @param atMs when, epoch milliseconds
     */
    default void letGo(String sku, String part, long position, long atMs) {}

    /** A person lets a value through the guard, as {@link Shown} has it. */
    default void approved(String sku, String part, long value) {}

    /** What follows in this pack is decided by the rules of this number; before, by number 0. */
    default void rules(int number) {}

    /** The rules that hold have decided, and nothing was accepted. */
    default void decided(String sku, String part) {}

    /** The channel may show something else than it accepted last. */
    default void doubted(String sku, String part) {}

    /**
     * A product begins to come or to leave, or may have done so unheard.
     *
     * @param moves false: nothing is on its way after all
     */
    default void moving(String sku, boolean moves) {}
  }

  static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private int rules;

    boolean isEmpty() {
      return bytes.size() == 0;
    }

    void accepted(String sku, String part, Accepted what) {
      try {
        List<Long> lists = what.shown().flat();
        begin(what.lowered() ? LOWERED : lists.isEmpty() ? ACCEPTED : PRICES);
        out.writeUTF(sku);
        out.writeUTF(part);
        out.writeLong(what.position());
        out.writeLong(what.digest());
        out.writeLong(what.shown().number());
        out.writeLong(what.atMs());
        if (!lists.isEmpty()) {
          writeLists(lists);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void writeLists(List<Long> lists) throws IOException {
      out.writeInt(lists.size());
      for (long each : lists) {
        out.writeLong(each);
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
      number(DISCARDED, sku, part, position);
    }

    void approved(String sku, String part, long value) {
      number(APPROVED, sku, part, value);
    }

    void letGo(String sku, String part, long position, long atMs) {
      number(LET_GO, sku, part, position);
      try {
        out.writeLong(atMs);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void number(byte kind, String sku, String part, long number) {
      try {
        begin(kind);
        out.writeUTF(sku);
        out.writeUTF(part);
        out.writeLong(number);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Says by which rules what follows is decided; 0 need not be said. */
    void rules(int number) {
      if (number == rules) {
        return;
      }
      rules = number;
      try {
        begin(RULES);
        out.writeInt(number);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void decided(String sku, String part) {
      name(DECIDED, sku, part);
    }

    void doubted(String sku, String part) {
      name(DOUBTED, sku, part);
    }

    void moving(String sku, boolean moves) {
      try {
        begin(MOVING);
        out.writeUTF(sku);
        out.writeBoolean(moves);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void name(byte kind, String sku, String part) {
      try {
        begin(kind);
        out.writeUTF(sku);
        out.writeUTF(part);
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

  /** The same, and what was accepted in it is believed no more. */
  public static byte[] doubted(byte[] packed) {
    Writer doubts = new Writer();
    read(
        packed,
        new Reader() {
          @Override
          public void accepted(String sku, String part, Accepted what) {
            doubts.doubted(sku, part);
          }

          @Override
          public void listed(String sku, Listed listed) {
            // Believed: where it has a product no more, it says so.
          }
        });
    byte[] entries = doubts.pack();
    if (entries.length == 0) {
      return packed;
    }
    // Both begin with the format.
    return ByteBuffer.allocate(packed.length + entries.length - 1)
        .put(packed)
        .put(entries, 1, entries.length - 1)
        .array();
  }

  private static Accepted accepted(DataInputStream in, byte kind) throws IOException {
    long position = in.readLong();
    long digest = in.readLong();
    long shown = in.readLong();
    long atMs = in.readLong();
    List<Long> lists = kind == PRICES ? readLists(in) : List.of();
    return new Accepted(position, digest, Shown.of(shown, lists), kind == LOWERED, atMs);
  }

  private static List<Long> readLists(DataInputStream in) throws IOException {
    List<Long> lists = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      lists.add(in.readLong());
    }
    return lists;
  }

  private static void readEntry(DataInputStream in, Reader reader) throws IOException {
    byte kind = in.readByte();
    if (kind == ACCEPTED || kind == LOWERED || kind == PRICES) {
      reader.accepted(in.readUTF(), in.readUTF(), accepted(in, kind));
    } else if (kind == LISTED) {
      reader.listed(in.readUTF(), Listed.values()[in.readUnsignedByte()]);
    } else if (kind == DISCARDED) {
      reader.discarded(in.readUTF(), in.readUTF(), in.readLong());
    } else if (kind == APPROVED) {
      reader.approved(in.readUTF(), in.readUTF(), in.readLong());
    } else if (kind == LET_GO) {
      reader.letGo(in.readUTF(), in.readUTF(), in.readLong(), in.readLong());
    } else if (kind == RULES) {
      reader.rules(in.readInt());
    } else if (kind == DECIDED) {
      reader.decided(in.readUTF(), in.readUTF());
    } else if (kind == DOUBTED) {
      reader.doubted(in.readUTF(), in.readUTF());
    } else if (kind == MOVING) {
      reader.moving(in.readUTF(), in.readBoolean());
    } else {
      throw new IllegalStateException("outcome row with unknown entry " + kind);
    }
  }
}
