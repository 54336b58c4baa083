package io.sluice.simulator.bol;

import io.sluice.simulator.bol.BolProblem.Violation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits of the schemas, as bol checks them before it queues a request. */
final class BolChecks {
  private static final Set<String> CONDITIONS =
      Set.of("NEW", "AS_NEW", "GOOD", "REASONABLE", "MODERATE");
  private static final Set<String> LANGUAGES = Set.of("nl", "nl-BE", "fr", "fr-BE");
  private static final BigDecimal MOST = BigDecimal.valueOf(9_999);

  private final JsonObject body;
  private final List<Violation> violations = new ArrayList<>();

  private BolChecks(JsonObject body) {
    this.body = body;
  }

  static List<Violation> stock(JsonObject body) {
    BolChecks checks = new BolChecks(body);
    checks.checkStock("", body);
    return checks.violations;
  }

  static List<Violation> price(JsonObject body) {
    BolChecks checks = new BolChecks(body);
    checks.checkPricing();
    return checks.violations;
  }

  static List<Violation> update(JsonObject body) {
    BolChecks checks = new BolChecks(body);
    checks.checkCommon();
    return checks.violations;
  }

  static List<Violation> create(JsonObject body) {
    BolChecks checks = new BolChecks(body);
    String ean = checks.text(body, "ean");
    checks.check(ean != null && !ean.isEmpty(), "ean", "must not be empty");
    JsonObject condition = checks.object(body, "condition");
    checks.check(
        condition != null && CONDITIONS.contains("" + checks.text(condition, "name")),
        "condition.name",
        "Request contains invalid value(s), allowed values: NEW, AS_NEW, GOOD, REASONABLE,"
            + " MODERATE.");
    checks.checkCommon();
    checks.checkPricing();
    checks.checkStock("stock.", checks.object(body, "stock"));
    return checks.violations;
  }

  static List<Violation> content(JsonObject body) {
    BolChecks checks = new BolChecks(body);
    checks.check(
        LANGUAGES.contains("" + checks.text(body, "language")), "language", "is not known");
    JsonArray attributes = checks.array(body, "attributes");
    checks.check(
        attributes != null && !attributes.isEmpty() && attributes.size() <= 150,
        "attributes",
        "size must be between 1 and 150");
    return checks.violations;
  }

  private void check(boolean fine, String name, String reason) {
    if (!fine) {
      violations.add(new Violation(name, reason));
    }
  }

  private @Nullable String text(JsonObject object, String name) {
    return object.getValue(name) instanceof String text ? text : null;
  }

  private @Nullable JsonObject object(JsonObject object, String name) {
    return object.getValue(name) instanceof JsonObject one ? one : null;
  }

  private @Nullable JsonArray array(JsonObject object, String name) {
    return object.getValue(name) instanceof JsonArray list ? list : null;
  }

  private void checkStock(String prefix, @Nullable JsonObject stock) {
    boolean inRange =
        stock != null
            && stock.getValue("amount") instanceof Integer amount
            && amount >= 0
            && amount <= 999;
    check(inRange, prefix + "amount", "must be between 0 and 999");
    check(
        stock != null && stock.getValue("managedByRetailer") instanceof Boolean,
        prefix + "managedByRetailer",
        "must not be null");
  }

  private void checkPricing() {
    JsonObject pricing = object(body, "pricing");
    JsonArray bundles = pricing == null ? null : array(pricing, "bundlePrices");
    if (bundles == null || bundles.isEmpty() || bundles.size() > 4) {
      check(false, "pricing.bundlePrices", "size must be between 1 and 4");
      return;
    }
    JsonObject first = bundles.getJsonObject(0);
    check(
        Integer.valueOf(1).equals(first.getValue("quantity")),
        "pricing.bundlePrices[0].quantity",
        "must be 1");
    boolean number = first.getValue("unitPrice") instanceof Number;
    BigDecimal price =
        number ? new BigDecimal(first.getValue("unitPrice").toString()) : BigDecimal.ZERO;
    check(
        price.compareTo(BigDecimal.ONE) >= 0
            && price.compareTo(MOST) <= 0
            && price.stripTrailingZeros().scale() <= 2,
        "pricing.bundlePrices[0].unitPrice",
        "must be between 1 and 9999, with 2 decimals");
  }

  private void checkCommon() {
    String reference = text(body, "reference");
    check(
        reference == null || reference.length() <= 100,
        "reference",
        "size must be between 0 and 100");
    JsonObject fulfilment = object(body, "fulfilment");
    String method = fulfilment == null ? null : text(fulfilment, "method");
    check("FBR".equals(method) || "FBB".equals(method), "fulfilment.method", "is not known");
  }
}
