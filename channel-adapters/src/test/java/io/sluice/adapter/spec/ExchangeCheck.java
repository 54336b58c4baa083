package io.sluice.adapter.spec;

import io.sluice.adapter.spec.Operation.Body;
import io.sluice.adapter.spec.Operation.Parameter;
import io.sluice.adapter.spec.Operation.Place;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketExchange;
import io.sluice.simulator.market.MarketRequest;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds one exchange against the operation it belongs to. */
final class ExchangeCheck {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

  private final Operation operation;
  private final Schemas schemas;
  private final MarketRequest request;
  private final MarketAnswer answer;
  private final List<String> problems = new ArrayList<>();

  ExchangeCheck(Operation operation, Schemas schemas, MarketExchange exchange) {
    this.operation = operation;
    this.schemas = schemas;
    this.request = exchange.request();
    this.answer = exchange.answer();
  }

  /**
   * @param path values of its names
   * @param alsoAnswers statuses that need no description
   */
  List<String> run(Map<String, String> path, Set<Integer> alsoAnswers) {
    // What the marketplace refuses may well be wrong: then its answer alone counts.
    if (answer.status() < 400 || answer.status() >= 500) {
      operation.parameters().forEach(parameter -> check(parameter, path));
      undescribedQuery();
      requestBody();
    }
    Body reply = operation.reply(answer.status());
    if (reply != null) {
      answerBody(reply);
    } else if (!alsoAnswers.contains(answer.status())) {
      problems.add("answer %d: not described".formatted(answer.status()));
    }
    return problems;
  }

  private void check(Parameter parameter, Map<String, String> path) {
    String what = parameter.place().name().toLowerCase(Locale.ROOT) + " '" + parameter.name() + "'";
    List<String> values =
        switch (parameter.place()) {
          case PATH -> List.of(path.getOrDefault(parameter.name(), ""));
          case QUERY -> request.query().getAll(parameter.name());
          case HEADER -> request.headers().getAll(parameter.name());
        };
    if (values.isEmpty()) {
      if (parameter.required()) {
        problems.add(what + ": missing");
      }
      return;
    }
    schemas
        .problems(parameter.schema(), json(parameter, values))
        .forEach(problem -> problems.add(what + ": " + problem));
  }

  private static String json(Parameter parameter, List<String> values) {
    if (!parameter.type().equals("array")) {
      return json(parameter.type(), values.get(0));
    }
    String separator = parameter.separator();
    return values.stream()
        .flatMap(
            value -> separator == null ? Stream.of(value) : Stream.of(value.split(separator, -1)))
        .map(value -> json(parameter.itemType(), value))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String json(String type, String value) {
    boolean number = type.equals("integer") || type.equals("number");
    boolean bare =
        (number && NUMBER.matcher(value).matches())
            || (type.equals("boolean") && (value.equals("true") || value.equals("false")));
    return bare ? value : Json.encode(value);
  }

  private void undescribedQuery() {
    List<String> described =
        operation.parameters().stream()
            .filter(parameter -> parameter.place() == Place.QUERY)
            .map(Parameter::name)
            .toList();
    request.query().names().stream()
        .filter(name -> !described.contains(name))
        .forEach(name -> problems.add("query '" + name + "': not described"));
  }

  private void requestBody() {
    Body described = operation.request();
    boolean empty = request.body().length == 0;
    if (described == null) {
      if (!empty) {
        problems.add("request body: not described");
      }
    } else if (!empty) {
      body("request body", described, request.header("content-type"), request.text());
    } else if (described.required()) {
      problems.add("request body: missing");
    }
  }

  private void answerBody(Body described) {
    if (described.content().isEmpty()) {
      // Files that an operation hands out are often not described at all.
      return;
    }
    String what = "answer " + answer.status();
    String type = answer.headers().get("content-type");
    if (answer.body().length == 0) {
      problems.add(what + ": has no body");
      return;
    }
    body(what, described, type, answer.text());
    String accept = request.header("accept");
    if (accept != null && !accepts(accept, mediaType(type))) {
      problems.add("header 'accept': " + accept + " leaves out " + mediaType(type));
    }
  }

  private static boolean accepts(String accept, String type) {
    String group = type.substring(0, type.indexOf('/') + 1) + "*";
    return Arrays.stream(accept.split(",", -1))
        .map(ExchangeCheck::mediaType)
        .anyMatch(each -> each.equals(type) || each.equals(group) || each.equals("*/*"));
  }

  private void body(String what, Body described, @Nullable String contentType, String text) {
    String type = mediaType(contentType);
    String schema = described.schema(type);
    if (schema == null) {
      problems.add(
          "%s: type '%s', described are %s".formatted(what, type, described.content().keySet()));
    } else if (!schema.isEmpty() && (type.endsWith("/json") || type.endsWith("+json"))) {
      schemas.problems(schema, text).forEach(problem -> problems.add(what + ": " + problem));
    }
  }

  private static String mediaType(@Nullable String header) {
    return header == null ? "" : header.split(";", -1)[0].trim().toLowerCase(Locale.ROOT);
  }
}
