package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.source.ProductEvent;
import io.sluice.store.HeldRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** A stream's event as a held row: the payload is the event itself. */
public final class SpilledEvent {
  private SpilledEvent() {}

  static HeldRow row(String channel, JournaledEvent event) {
    ProductEvent product = event.event();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(48);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(event.source());
      out.writeLong(event.epoch());
      out.writeLong(event.version());
      out.writeLong(event.receivedAtMs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new HeldRow(
        channel,
        product.sku(),
        Fact.partName(product.facet(), product.part()),
        event.position(),
        Why.SPILLED.code(),
        event.receivedAtMs(),
        Long.MIN_VALUE,
        0,
        null,
        "waits behind earlier events of its SKU",
        product.json(),
        bytes.toByteArray());
  }

  /**
   * @param decoder reads the payload back into the event it was
   */
  public static JournaledEvent event(HeldRow row, Function<byte[], ProductEvent> decoder) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row.detail()))) {
      return new JournaledEvent(
          row.position(),
          in.readUTF(),
          in.readLong(),
          in.readLong(),
          Decision.NEW,
          in.readLong(),
          decoder.apply(row.payload()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
