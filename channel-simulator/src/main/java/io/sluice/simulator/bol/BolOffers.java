package io.sluice.simulator.bol;

import io.sluice.simulator.market.Violations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The offers of the retailer. One offer per EAN and condition. */
final class BolOffers {
  private final Violations violations;
  private final Map<String, BolOffer> offers = new LinkedHashMap<>();
  private final Set<String> created = new HashSet<>();

  /** Economic operators, by the offers' ids. */
  private final Map<String, String> operators = new HashMap<>();

  private final Set<String> refused = new HashSet<>();
  private int numbers;

  BolOffers(Violations violations) {
    this.violations = violations;
  }

  Map<String, BolOffer> all() {
    return Map.copyOf(offers);
  }

  @Nullable BolOffer find(String id) {
    return offers.get(id);
  }

  void put(BolOffer offer) {
    offers.put(offer.id(), offer);
  }

  void remove(String id) {
    offers.remove(id);
  }

  void refuse(String reference) {
    refused.add(reference);
  }

  /** Why an offer cannot be changed, null where it can. */
  private BolProcess.@Nullable End problem(String id) {
    BolOffer offer = offers.get(id);
    if (offer == null) {
      return unknown(id);
    }
    return refused.contains(offer.reference())
        ? BolProcess.End.failure("The offer is blocked by bol.")
        : null;
  }

  private static BolProcess.End unknown(String id) {
    return BolProcess.End.failure("Offer with id '%s' not found.".formatted(id));
  }

  private static BolProcess.End done(String id) {
    return BolProcess.End.success(id);
  }

  BolProcess.End stock(String id, JsonObject body) {
    BolProcess.End problem = problem(id);
    if (problem != null) {
      return problem;
    }
    BolOffer offer = Objects.requireNonNull(offers.get(id));
    put(offer.withStock(body.getInteger("amount"), body.getBoolean("managedByRetailer")));
    return done(id);
  }

  BolProcess.End price(String id, JsonObject body) {
    BolProcess.End problem = problem(id);
    if (problem != null) {
      return problem;
    }
    BolOffer offer = Objects.requireNonNull(offers.get(id));
    put(offer.withPrice(price(body)));
    return done(id);
  }

  BolProcess.End update(String id, JsonObject body) {
    BolProcess.End problem = problem(id);
    if (problem != null) {
      return problem;
    }
    BolOffer offer = Objects.requireNonNull(offers.get(id));
    JsonObject fulfilment = body.getJsonObject("fulfilment");
    String operator = body.getString("economicOperatorId");
    if (operator == null && operators.remove(id) != null) {
      violations.add("an offer lost its economic operator");
    } else if (operator != null) {
      operators.put(id, operator);
    }
    if (offer.deliveryCode() != null && fulfilment.getString("deliveryCode") == null) {
      violations.add("an offer lost its delivery promise");
    }
    put(
        offer.with(
            body.getString("reference", ""),
            body.getBoolean("onHoldByRetailer", false),
            fulfilment.getString("method"),
            fulfilment.getString("deliveryCode"),
            body.getString("unknownProductTitle")));
    return done(id);
  }

  BolProcess.End delete(String id) {
    return offers.remove(id) == null ? unknown(id) : done(id);
  }

  BolProcess.End create(JsonObject body) {
    String ean = body.getString("ean");
    String condition = body.getJsonObject("condition").getString("name");
    for (BolOffer each : offers.values()) {
      if (each.ean().equals(ean) && each.condition().equals(condition)) {
        if (created.contains(each.id())) {
          violations.add("offer created twice");
        }
        return BolProcess.End.failure(
            "Duplicate found: retailer offer '%s' already has EAN '%s' with condition '%s'."
                .formatted(each.id(), ean, condition));
      }
    }
    JsonObject fulfilment = body.getJsonObject("fulfilment");
    JsonObject stock = body.getJsonObject("stock");
    String id = new UUID(0x6ff736b5cdd04150L, 0x8c67000000000000L + ++numbers).toString();
    put(
        new BolOffer(
            id,
            ean,
            condition,
            body.getString("reference", ""),
            body.getBoolean("onHoldByRetailer", false),
            price(body),
            stock.getInteger("amount"),
            stock.getBoolean("managedByRetailer"),
            fulfilment.getString("method"),
            fulfilment.getString("deliveryCode"),
            body.getString("unknownProductTitle")));
    String operator = body.getString("economicOperatorId");
    if (operator != null) {
      operators.put(id, operator);
    }
    created.add(id);
    return done(id);
  }

  private static BigDecimal price(JsonObject body) {
    JsonObject one = body.getJsonObject("pricing").getJsonArray("bundlePrices").getJsonObject(0);
    return new BigDecimal(one.getValue("unitPrice").toString());
  }

  JsonObject json(BolOffer offer) {
    JsonObject price = new JsonObject().put("quantity", 1).put("unitPrice", offer.price());
    JsonObject fulfilment = new JsonObject().put("method", offer.fulfilment());
    if (offer.deliveryCode() != null) {
      fulfilment.put("deliveryCode", offer.deliveryCode());
    }
    JsonObject json = new JsonObject().put("offerId", offer.id()).put("ean", offer.ean());
    if (!offer.reference().isEmpty()) {
      json.put("reference", offer.reference());
    }
    if (operators.containsKey(offer.id())) {
      json.put("economicOperatorId", operators.get(offer.id()));
    }
    if (offer.title() != null) {
      json.put("unknownProductTitle", offer.title());
    }
    return json.put("onHoldByRetailer", offer.onHold())
        .put("pricing", new JsonObject().put("bundlePrices", new JsonArray().add(price)))
        .put(
            "stock",
            new JsonObject()
                .put("amount", offer.stock())
                .put("correctedStock", offer.stock())
                .put("managedByRetailer", offer.managedByRetailer()))
        .put("fulfilment", fulfilment)
        .put("store", new JsonObject().put("visible", new JsonArray()))
        .put("condition", new JsonObject().put("name", offer.condition()))
        .put("notPublishableReasons", new JsonArray());
  }

  /** The file of all offers, as bol's demo shows it. */
  String csv() {
    StringBuilder csv =
        new StringBuilder(
            "offerId,ean,conditionName,conditionCategory,conditionComment,bundlePricesPrice,"
                + "fulfilmentDeliveryCode,stockAmount,onHoldByRetailer,fulfilmentType,"
                + "mutationDateTime,referenceCode\n");
    for (BolOffer each : offers.values()) {
      csv.append(
          String.join(
              ",",
              each.id(),
              each.ean(),
              each.condition(),
              each.condition().equals("NEW") ? "NEW" : "SECONDHAND",
              "",
              each.price().setScale(2).toPlainString(),
              each.deliveryCode() == null ? "" : each.deliveryCode(),
              Integer.toString(each.stock()),
              Boolean.toString(each.onHold()),
              each.fulfilment(),
              "2026-11-20 12:00:00.000 UTC",
              field(each.reference())));
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
