package io.sluice.source.cloudevents;

import io.sluice.source.Change;
import io.sluice.source.RefusalCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code data} of {@code product.price.changed}. */
final class PriceData {
  private @Nullable String sku;
  private @Nullable String list;
  private boolean hasAmount;
  private @Nullable BigDecimal amount;
  private @Nullable String currency;
  private @Nullable BigDecimal cost;
  private @Nullable BigDecimal compareAt;
  private @Nullable Instant validFrom;
  private @Nullable Instant validUntil;

  private PriceData() {}

  static Data read(Fields fields) throws IOException, InvalidMessage {
    PriceData data = new PriceData();
    for (String name = fields.nextField(); name != null; name = fields.nextField()) {
      data.take(name, fields);
    }
    return data.finish();
  }

  private void take(String name, Fields fields) throws IOException, InvalidMessage {
    switch (name) {
      case "sku" -> sku = fields.key();
      case "list" -> list = fields.key();
      case "amount" -> {
        hasAmount = true;
        amount = fields.money();
      }
      case "currency" -> currency = currency(fields);
      case "cost" -> cost = fields.money();
      case "compare_at" -> compareAt = fields.money();
      case "valid_from" -> validFrom = fields.instant();
      case "valid_until" -> validUntil = fields.instant();
      default -> fields.skip();
    }
  }

  private static @Nullable String currency(Fields fields) throws IOException, InvalidMessage {
    String code = fields.text();
    if (code != null && !Currencies.isKnown(code)) {
      throw fields.refused(
          RefusalCode.FIELD_VALUE,
          Text.excerpt(code) + " is no currency; write an ISO 4217 code, such as EUR");
    }
    return code;
  }

  private Data finish() throws InvalidMessage {
    // A price without amount could be a forgotten field; to withdraw it must be said.
    if (!hasAmount) {
      throw new InvalidMessage(
          RefusalCode.FIELD_MISSING, "/data/amount", "amount is missing; null withdraws the price");
    }
    if (amount != null) {
      Data.required(currency, "currency");
    }
    if (validFrom != null && validUntil != null && !validFrom.isBefore(validUntil)) {
      throw new InvalidMessage(
          RefusalCode.FIELD_VALUE,
          "/data/valid_until",
          "valid_until %s is not after valid_from %s".formatted(validUntil, validFrom));
    }
    return new Data(
        sku,
        new Change.Price(
            Data.part(list), amount, currency, cost, compareAt, validFrom, validUntil));
  }
}
