package io.sluice.adapter.bol;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.adapter.wire.JsonTree;
import io.sluice.adapter.wire.PathSegment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which requests an update becomes. Touches nothing outside. */
final class BolPlanner {
  /** Most that bol takes (schema UpdateOfferStockRequest); more is shown as that. */
  static final long MOST_STOCK = 999;

  /** The highest price that bol takes (schema BundlePrice): nobody buys at it by mistake. */
  static final BigDecimal PLACEHOLDER = new BigDecimal("9999.00");

  private static final BigDecimal LEAST_PRICE = BigDecimal.ONE;
  private static final int LONGEST_REFERENCE = 100;
  private static final Duration UNTIL_PRICED = Duration.ofSeconds(10);

  private final BolSettings settings;

  BolPlanner(BolSettings settings) {
    this.settings = settings;
  }

  /**
   * @param offer what is known of it, or null
   */
  BolPlan plan(ChannelUpdate update, BolIds.@Nullable Offer offer, Instant now) {
    Value value = update.value();
    boolean changes = update.facet() != Facet.PRODUCT || update.listed() == Listed.YES;
    // Created in place of a change it would get neither price nor stock: those are sent already.
    if (offer == null && changes && !(value instanceof Value.Discontinued)) {
      return new BolPlan.Answer(new Outcome.NotListed("no offer of this SKU is known"));
    } else if (value instanceof Value.Stock stock) {
      return stock(stock, offer, now);
    } else if (value instanceof Value.Price price) {
      return price(price, offer);
    } else if (value instanceof Value.Product product) {
      return product(update, ProductFields.of(product.json()), offer);
    }
    return offer == null ? new BolPlan.Find() : leaving(offer);
  }

  static BolPlan refused(String code, String reason) {
    return new BolPlan.Answer(new Outcome.Rejected(code, reason, Outcome.Scope.ITEM, null));
  }

  private static BolPlan send(BolPlan.Request... requests) {
    return new BolPlan.Send(List.of(requests));
  }

  private static BolPlan.Request request(
      Step.Kind kind, Operation operation, BolIds.Offer offer, @Nullable Map<String, ?> body) {
    String id = PathSegment.encode(offer.id()).orElse("");
    return new BolPlan.Request(kind, operation, id, body == null ? null : JsonTree.bytes(body));
  }

  private BolPlan stock(Value.Stock stock, BolIds.Offer offer, Instant now) {
    if (!offer.priced() && stock.quantity() > 0) {
      String reason = "the new offer has no price yet: its stock waits for that";
      return new BolPlan.Answer(
          new Outcome.Deferred(now.plus(UNTIL_PRICED), Outcome.Scope.ITEM, reason));
    }
    return send(request(Step.Kind.STOCK, Operation.UPDATE_STOCK, offer, amount(stock.quantity())));
  }

  private Map<String, Object> amount(long quantity) {
    Map<String, Object> stock = new LinkedHashMap<>();
    stock.put("amount", Math.min(quantity, MOST_STOCK));
    stock.put("managedByRetailer", settings.managedByRetailer());
    return stock;
  }

  private BolPlan price(Value.Price price, BolIds.Offer offer) {
    Value.ListPrice chosen = chosen(price.prices());
    if (chosen == null) {
      return refused(
          "price.list", "there is no price of the list that goes to bol: look at price_list");
    } else if (chosen.amount() == null) {
      return refused(
          "price.withdrawn", "bol has no offer without a price: discontinue it, or send stock 0");
    } else if (chosen.currency() != null && !chosen.currency().equals("EUR")) {
      return refused("price.currency", "bol takes EUR, not " + chosen.currency());
    }
    String wrong = wrong(chosen.amount());
    if (wrong != null) {
      return refused("price.amount", wrong);
    }
    Step.Kind kind = offer.priced() ? Step.Kind.PRICE : Step.Kind.FIRST_PRICE;
    return send(
        request(kind, Operation.UPDATE_PRICE, offer, Map.of("pricing", pricing(chosen.amount()))));
  }

  private Value.@Nullable ListPrice chosen(List<Value.ListPrice> prices) {
    if (settings.priceList() == null && prices.size() == 1) {
      return prices.get(0);
    }
    String list = settings.priceList() == null ? "default" : settings.priceList();
    return prices.stream().filter(each -> each.list().equals(list)).findFirst().orElse(null);
  }

  private static @Nullable String wrong(BigDecimal amount) {
    if (amount.compareTo(LEAST_PRICE) < 0 || amount.compareTo(PLACEHOLDER) > 0) {
      return "bol takes prices from 1 to 9999, not " + amount.toPlainString();
    }
    return amount.stripTrailingZeros().scale() > 2
        ? "bol takes two decimals, not %s: round it in the price rules"
            .formatted(amount.toPlainString())
        : null;
  }

  private static Map<String, Object> pricing(BigDecimal amount) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("quantity", 1L);
    one.put("unitPrice", amount.setScale(2, RoundingMode.UNNECESSARY));
    return Map.of("bundlePrices", List.of(one));
  }

  private BolPlan leaving(BolIds.Offer offer) {
    return settings.deletes()
        ? send(request(Step.Kind.DELETE, Operation.DELETE_OFFER, offer, null))
        : new BolPlan.Hold();
  }

  /**
   * Hides an offer. A change takes the place of everything but price and stock.
   *
   * @param shown the offer as bol has it; empty where that is not known
   */
  BolPlan.Request hold(String sku, BolIds.Offer offer, Map<?, ?> shown) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("reference", sku);
    body.put("onHoldByRetailer", true);
    copy("economicOperatorId", shown, body);
    copy("unknownProductTitle", shown, body);
    Map<String, Object> fulfilment = new LinkedHashMap<>();
    Map<?, ?> there = JsonTree.object(shown.get("fulfilment"));
    copy("method", there, fulfilment);
    copy("deliveryCode", there, fulfilment);
    body.put("fulfilment", fulfilment.isEmpty() ? fulfilment(settings.deliveryCode()) : fulfilment);
    return request(Step.Kind.UPDATE, Operation.UPDATE_OFFER, offer, body);
  }

  private static void copy(String name, Map<?, ?> from, Map<String, Object> to) {
    String text = BolJson.text(from, name);
    if (text != null) {
      to.put(name, text);
    }
  }

  private Map<String, Object> fulfilment(@Nullable String deliveryCode) {
    Map<String, Object> fulfilment = new LinkedHashMap<>();
    fulfilment.put("method", settings.byBol() ? "FBB" : "FBR");
    if (!settings.byBol() && deliveryCode != null) {
      fulfilment.put("deliveryCode", deliveryCode);
    }
    return fulfilment;
  }

  private BolPlan product(
      ChannelUpdate update, ProductFields fields, BolIds.@Nullable Offer offer) {
    String sku = update.sku();
    if (sku.length() > LONGEST_REFERENCE) {
      return refused(
          "sku.too_long",
          "the SKU is the offer's reference, which bol takes with 100 characters at most");
    }
    List<BolPlan.Request> requests = new ArrayList<>();
    try {
      requests.add(offer == null ? create(sku, fields) : update(update, fields, offer));
      if (settings.contentLanguage() != null) {
        byte[] content = JsonTree.bytes(ContentBody.of(settings.contentLanguage(), fields));
        requests.add(new BolPlan.Request(Step.Kind.CONTENT, Operation.CREATE_CONTENT, "", content));
      }
    } catch (ProductFields.Unfit e) {
      return refused(e.code(), e.reason());
    }
    return new BolPlan.Send(requests);
  }

  private BolPlan.Request create(String sku, ProductFields fields) throws ProductFields.Unfit {
    BigDecimal price = fields.price();
    if (price != null && wrong(price) != null) {
      throw new ProductFields.Unfit("price.amount", String.valueOf(wrong(price)));
    } else if (price == null && (settings.byBol() || !settings.send().contains(Facet.PRICE))) {
      throw new ProductFields.Unfit(
          "price.missing", "a new offer needs a price: give one with fields.price");
    }
    String condition = fields.text("condition", settings.condition());
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("name", condition);
    String comment = fields.text("condition_comment");
    if (comment != null && !condition.equals("NEW")) {
      state.put("comment", comment);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ean", fields.ean());
    body.put("condition", state);
    body.putAll(common(sku, fields));
    body.put("pricing", pricing(price == null ? PLACEHOLDER : price));
    // What is there to sell comes as its own update, once the offer is there.
    body.put("stock", amount(0));
    Step.Kind kind = price == null ? Step.Kind.CREATE_UNPRICED : Step.Kind.CREATE;
    return new BolPlan.Request(kind, Operation.CREATE_OFFER, "", JsonTree.bytes(body));
  }

  private BolPlan.Request update(ChannelUpdate update, ProductFields fields, BolIds.Offer offer)
      throws ProductFields.Unfit {
    boolean unlisted = update.listed() == Listed.NO;
    Step.Kind kind = unlisted ? Step.Kind.UPDATE_UNLISTED : Step.Kind.UPDATE;
    return request(kind, Operation.UPDATE_OFFER, offer, common(update.sku(), fields));
  }

  /** What a new offer and a changed one share. */
  private Map<String, Object> common(String sku, ProductFields fields) throws ProductFields.Unfit {
    String deliveryCode = fields.text("delivery_code", settings.deliveryCode());
    if (!settings.byBol() && deliveryCode == null) {
      throw new ProductFields.Unfit(
          "delivery_code.missing", "an offer needs delivery_code, as a setting or a field");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("reference", sku);
    body.put("onHoldByRetailer", fields.yes("on_hold"));
    String operator = fields.text("economic_operator", settings.economicOperator());
    if (operator != null) {
      body.put("economicOperatorId", operator);
    }
    String title = fields.title();
    if (title != null) {
      body.put("unknownProductTitle", title);
    }
    body.put("fulfilment", fulfilment(deliveryCode));
    return body;
  }
}
