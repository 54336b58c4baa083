package io.sluice.simulator.bol;

import io.sluice.simulator.market.MarketAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** bol's error body (schema Problem). */
final class BolProblem {
  private static final String TYPE = "https://api.bol.com/problems";

  private BolProblem() {}

  /**
   * @param name of the field or parameter
   */
  record Violation(String name, String reason) {}

  static MarketAnswer answer(int status, String title, String detail, List<Violation> violations) {
    JsonArray all = new JsonArray();
    violations.forEach(
        each -> all.add(new JsonObject().put("name", each.name()).put("reason", each.reason())));
    JsonObject problem =
        new JsonObject()
            .put("type", TYPE)
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("host", "Instance-001")
            .put("instance", "https://api.bol.com/retailer/resource")
            .put("violations", all);
    return MarketAnswer.json(status, problem.encode()).with("content-type", BolMarketplace.JSON);
  }

  static MarketAnswer violated(List<Violation> violations) {
    return answer(
        400,
        "Error validating request. Consult the bol.com API documentation for more information.",
        "Bad request",
        violations);
  }

  static MarketAnswer notFound(String what) {
    return answer(404, "Not found", what + " could not be found.", List.of());
  }
}
