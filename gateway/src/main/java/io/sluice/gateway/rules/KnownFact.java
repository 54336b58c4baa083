package io.sluice.gateway.rules;

import io.sluice.gateway.expression.FactType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One name that rules may read.
 *
 * @param reader null where the fact was never received
 */
record KnownFact(FactType type, From from, Reader reader) {
  /** Whose events change it. */
  enum From {
    /** Nobody's: it is the SKU. */
    KEY,
    PRODUCT,
    PRICE,
    STOCK
  }

  interface Reader {
    @Nullable Object read(SkuReading reading);
  }

  /** Those that need no declaration; {@code docs/rules.md} tells them to merchants. */
  static final Map<String, KnownFact> EVERYWHERE =
      Map.ofEntries(
          Map.entry("sku", new KnownFact(FactType.TEXT, From.KEY, SkuReading::sku)),
          text("name", Snapshot::name),
          text("description", Snapshot::description),
          text("brand", Snapshot::brand),
          text("gtin", Snapshot::gtin),
          text("parent", Snapshot::parent),
          text("tax_class", Snapshot::taxClass),
          Map.entry(
              "category", new KnownFact(FactType.TEXT, From.PRODUCT, SkuReading::mainCategory)),
          Map.entry(
              "categories", new KnownFact(FactType.TEXTS, From.PRODUCT, SkuReading::categories)),
          Map.entry("images", new KnownFact(FactType.TEXTS, From.PRODUCT, SkuReading::imageUrls)),
          Map.entry("price", new KnownFact(FactType.NUMBER, From.PRICE, SkuReading::listPrice)),
          Map.entry("cost", new KnownFact(FactType.NUMBER, From.PRICE, SkuReading::cost)),
          Map.entry("stock", new KnownFact(FactType.WHOLE, From.STOCK, SkuReading::warehouseStock)),
          Map.entry(
              Vocabulary.CHANNEL_PRICE,
              new KnownFact(FactType.NUMBER, From.PRICE, SkuReading::channelPrice)),
          Map.entry(
              Vocabulary.CHANNEL_STOCK,
              new KnownFact(FactType.WHOLE, From.STOCK, SkuReading::channelStock)));

  private static Map.Entry<String, KnownFact> text(String name, SkuReading.Member<String> member) {
    return Map.entry(
        name, new KnownFact(FactType.TEXT, From.PRODUCT, reading -> reading.text(member)));
  }
}
