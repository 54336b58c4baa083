package io.sluice.gateway.catalog;

import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a fact lies in the catalog's checkpoint. The first byte is the format. */
public final class FactCodec {
  private static final int FORMAT = 1;
  private static final byte QUANTITY = 0;
  private static final byte PRICES = 1;
  private static final byte CONTENT = 2;
  private static final byte DISCONTINUED = 3;

  private FactCodec() {}

  /**
   * @param fact as read
   * @param content the product's data as JSON where the fact is content, else empty
   */
  public record Stored(Fact fact, byte[] content) {}

  /**
   * @param content the product's data where the fact is content, else empty
   */
  public static byte[] encode(Fact fact, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96 + content.length);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeByte(fact.facet().ordinal());
      out.writeUTF(fact.part());
      out.writeUTF(fact.source());
      out.writeLong(fact.epoch());
      out.writeLong(fact.version());
      out.writeLong(fact.digest());
      out.writeLong(fact.position());
      out.writeLong(fact.receivedAtMs());
      out.writeLong(fact.occurredAtMs());
      writeValue(out, fact.value(), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static Stored decode(byte[] stored) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new IllegalStateException("catalog row of unknown format " + format);
      }
      Facet facet = Facet.values()[in.readUnsignedByte()];
      String part = in.readUTF();
      String source = in.readUTF();
      long epoch = in.readLong();
      long version = in.readLong();
      long digest = in.readLong();
      long position = in.readLong();
      long receivedAtMs = in.readLong();
      long occurredAtMs = in.readLong();
      FactValue value = readValue(in);
      byte[] content = new byte[0];
      if (value instanceof FactValue.Content) {
        content = in.readAllBytes();
        value = FactValue.Content.of(content);
      }
      return new Stored(
          new Fact(
              facet,
              part,
              source,
              epoch,
              version,
              digest,
              position,
              receivedAtMs,
              occurredAtMs,
              value),
          content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeValue(DataOutputStream out, FactValue value, byte[] content)
      throws IOException {
    if (value instanceof FactValue.Quantity quantity) {
      out.writeByte(QUANTITY);
      out.writeLong(quantity.quantity());
    } else if (value instanceof FactValue.Prices prices) {
      out.writeByte(PRICES);
      out.writeByte(prices.newestFirst().size());
      for (Change.Price price : prices.newestFirst()) {
        writePrice(out, price);
      }
    } else if (value instanceof FactValue.Content) {
      out.writeByte(CONTENT);
      out.write(content);
    } else {
      out.writeByte(DISCONTINUED);
    }
  }

  private static FactValue readValue(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    switch (kind) {
      case QUANTITY:
        return FactValue.Quantity.of(in.readLong());
      case PRICES:
        int count = in.readUnsignedByte();
        List<Change.Price> prices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          prices.add(readPrice(in));
        }
        return new FactValue.Prices(prices);
      case CONTENT:
        return new FactValue.Content(List.of());
      case DISCONTINUED:
        return FactValue.Discontinued.YES;
      default:
        throw new IllegalStateException("catalog row with unknown value kind " + kind);
    }
  }

  private static void writePrice(DataOutputStream out, Change.Price price) throws IOException {
    out.writeUTF(price.list());
    writeText(out, price.amount());
    writeText(out, price.currency());
    writeText(out, price.cost());
    writeText(out, price.compareAt());
    writeText(out, price.validFrom());
    writeText(out, price.validUntil());
  }

  private static Change.Price readPrice(DataInputStream in) throws IOException {
    String list = in.readUTF();
    return new Change.Price(
        list,
        money(in.readUTF()),
        text(in.readUTF()),
        money(in.readUTF()),
        money(in.readUTF()),
        instant(in.readUTF()),
        instant(in.readUTF()));
  }

  private static void writeText(DataOutputStream out, @Nullable Object value) throws IOException {
    out.writeUTF(value == null ? "" : text(value));
  }

  /** A BigDecimal keeps the text of toString for good: 48 bytes for each price. */
  private static String text(Object value) {
    return value instanceof BigDecimal money ? money.toPlainString() : value.toString();
  }

  private static @Nullable String text(String stored) {
    return stored.isEmpty() ? null : stored;
  }

  private static @Nullable BigDecimal money(String stored) {
    return stored.isEmpty() ? null : new BigDecimal(stored);
  }

  private static @Nullable Instant instant(String stored) {
    return stored.isEmpty() ? null : Instant.parse(stored);
  }
}
