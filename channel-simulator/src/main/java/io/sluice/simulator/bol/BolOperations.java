package io.sluice.simulator.bol;

import io.sluice.simulator.bol.BolProblem.Violation;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What each operation does: writes go to the queue, questions are answered at once. */
final class BolOperations {
  private static final int STATUSES_AT_ONCE = 1_000;

  private final BolQueue queue;
  private final BolOffers offers;
  private final BolContents contents;
  private final Supplier<String> url;
  private final Map<String, String> reports = new HashMap<>();
  private int exports;

  /**
   * @param url of the marketplace, known once it listens
   */
  BolOperations(BolQueue queue, BolOffers offers, BolContents contents, Supplier<String> url) {
    this.queue = queue;
    this.offers = offers;
    this.contents = contents;
    this.url = url;
  }

  /**
   * @param body empty where the operation takes none
   */
  MarketAnswer carryOut(BolOperation operation, MarketRequest request, JsonObject body) {
    String id = operation.id(request);
    return switch (operation) {
      case UPDATE_STOCK ->
          queued(
              BolChecks.stock(body),
              BolEvent.UPDATE_OFFER_STOCK,
              id,
              "Update stock for offer with id " + id + ".",
              (any, at) -> offers.stock(id, body));
      case UPDATE_PRICE ->
          queued(
              BolChecks.price(body),
              BolEvent.UPDATE_OFFER_PRICE,
              id,
              "Update price for offer with id " + id + ".",
              (any, at) -> offers.price(id, body));
      case UPDATE_OFFER ->
          queued(
              BolChecks.update(body),
              BolEvent.UPDATE_OFFER,
              id,
              "Update offer with id " + id + ".",
              (any, at) -> offers.update(id, body));
      case DELETE_OFFER ->
          queued(
              List.of(),
              BolEvent.DELETE_OFFER,
              id,
              "Delete offer with id " + id + ".",
              (any, at) -> offers.delete(id));
      case CREATE_OFFER ->
          queued(
              BolChecks.create(body),
              BolEvent.CREATE_OFFER,
              body.getString("ean", ""),
              "Create an offer with ean " + body.getString("ean") + ".",
              (any, at) -> offers.create(body));
      case CREATE_CONTENT ->
          queued(
              BolChecks.content(body),
              BolEvent.CREATE_PRODUCT_CONTENT,
              ean(body),
              "Create content for products.",
              (any, at) -> contents.upload(body, at));
      case REQUEST_EXPORT -> {
        // What changes until it is made is not in it.
        String csv = offers.csv();
        yield queued(
            List.of(),
            BolEvent.CREATE_OFFER_EXPORT,
            "export " + ++exports,
            "Create an offer export.",
            (process, at) -> export(process, csv));
      }
      default -> read(operation, id, body);
    };
  }

  private static String ean(JsonObject content) {
    JsonArray attributes = content.getJsonArray("attributes", new JsonArray());
    return attributes.isEmpty() ? "" : attributes.getJsonObject(0).encode();
  }

  private MarketAnswer read(BolOperation operation, String id, JsonObject body) {
    return switch (operation) {
      case GET_OFFER -> found(offers.find(id), offers::json, "The offer");
      case GET_UPLOAD_REPORT -> found(contents.report(id), report -> report, "The report");
      case GET_STATUS -> found(queue.find(id), each -> each.json(url.get()), "The process status");
      case GET_STATUSES -> statuses(body);
      default -> report(id);
    };
  }

  private MarketAnswer queued(
      List<Violation> violations,
      BolEvent event,
      String subject,
      String description,
      BiFunction<BolProcess, Instant, BolProcess.End> work) {
    if (!violations.isEmpty()) {
      return BolProblem.violated(violations);
    }
    return json(202, queue.add(event, subject, description, work).json(url.get()));
  }

  private BolProcess.End export(BolProcess process, String csv) {
    String id = "r-" + process.id;
    reports.put(id, csv);
    return BolProcess.End.success(id);
  }

  private MarketAnswer report(String id) {
    String csv = reports.get(id);
    return csv == null
        ? BolProblem.notFound("The export")
        : new MarketAnswer(
            200, Map.of("content-type", BolMarketplace.CSV), csv.getBytes(StandardCharsets.UTF_8));
  }

  private MarketAnswer statuses(JsonObject body) {
    JsonArray queries = body.getJsonArray("processStatusQueries", new JsonArray());
    if (queries.isEmpty() || queries.size() > STATUSES_AT_ONCE) {
      return BolProblem.violated(
          List.of(new Violation("processStatusQueries", "size must be between 1 and 1000")));
    }
    JsonArray found = new JsonArray();
    for (int i = 0; i < queries.size(); i++) {
      BolProcess process = queue.find(queries.getJsonObject(i).getString("processStatusId"));
      if (process != null) {
        found.add(process.json(url.get()));
      }
    }
    return json(200, new JsonObject().put("processStatuses", found));
  }

  private static <T> MarketAnswer found(
      @Nullable T what, Function<T, JsonObject> json, String name) {
    return what == null ? BolProblem.notFound(name) : json(200, json.apply(what));
  }

  private static MarketAnswer json(int status, JsonObject body) {
    return MarketAnswer.json(status, body.encode()).with("content-type", BolMarketplace.JSON);
  }
}
