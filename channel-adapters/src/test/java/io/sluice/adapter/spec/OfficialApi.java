package io.sluice.adapter.spec;

import io.sluice.simulator.market.MarketExchange;
import io.sluice.simulator.market.MarketRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A marketplace's API as its official description files say it is, with what its documents say
 * beside them: {@link #problems} is empty for an exchange that fits. For one test thread.
 *
 * <pre>{@code
 * OfficialApi.of("bol/retailer-v10.offers-content-subscriptions.json",
 *         "bol/shared-v10.process-status.json")
 *     .unofficial("POST", "/token", "bol authentication page")
 *     .alsoAnswers(401, 429, 503)
 *     .problems(exchange)
 * }</pre>
 */
public final class OfficialApi {
  /** One file's operations with its schemas. */
  private record Described(Operation operation, Template template, Schemas schemas) {}

  /** What no description has, and why it is allowed all the same. */
  private record Unofficial(String method, Template template, String source) {}

  private final List<Described> described = new ArrayList<>();
  private final List<Unofficial> unofficial = new ArrayList<>();
  private final Set<Integer> alsoAnswers = new HashSet<>();
  private final Set<String> needed = new HashSet<>();

  private OfficialApi() {}

  /**
   * Where the descriptions are absent the test is skipped, see {@link SpecFolder}.
   *
   * @param files OpenAPI 3.0 or Swagger 2 as JSON, below {@code specs}
   */
  public static OfficialApi of(String... files) {
    OfficialApi api = new OfficialApi();
    for (String name : files) {
      api.add(ApiFile.of(name, SpecFolder.textOrSkip(name)));
    }
    return api;
  }

  /**
   * For a marketplace that publishes no description: one that we wrote from its documents, which
   * shows only that adapter and stand-in mean the same, and what we read there.
   *
   * @param beside whose package it lies in
   */
  public static OfficialApi fromTheDocuments(Class<?> beside, String file) {
    OfficialApi api = new OfficialApi();
    try (InputStream text = Objects.requireNonNull(beside.getResourceAsStream(file), file)) {
      api.add(ApiFile.of(file, new String(text.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return api;
  }

  private void add(ApiFile file) {
    Schemas schemas = file.schemas();
    for (Operation operation : file.operations()) {
      described.add(new Described(operation, Template.of(operation.path()), schemas));
    }
  }

  /**
   * Allows an operation that no file describes; nothing of it is checked.
   *
   * @param path with {@code {names}} in place of segments that vary
   * @param source where else it is written down
   */
  public OfficialApi unofficial(String method, String path, String source) {
    unofficial.add(new Unofficial(method, Template.of(path), source));
    return this;
  }

  /** Statuses that every operation may answer with, described or not. */
  public OfficialApi alsoAnswers(int... statuses) {
    for (int status : statuses) {
      alsoAnswers.add(status);
    }
    return this;
  }

  /** A header that every described operation needs, although the files do not say so. */
  public OfficialApi needs(String header) {
    needed.add(header);
    return this;
  }

  /**
   * What does not fit, each with its place. Of a request that was refused (4xx) only the answer is
   * judged.
   */
  public List<String> problems(MarketExchange exchange) {
    return found(exchange).stream().map(problem -> exchange.request() + ": " + problem).toList();
  }

  private List<String> found(MarketExchange exchange) {
    MarketRequest request = exchange.request();
    String path = request.target().split("[?#]", 2)[0];
    List<Described> fitting =
        described.stream()
            .filter(each -> each.template().match(path).isPresent())
            .sorted(Comparator.comparing(each -> each.template().names()))
            .toList();
    // Of /offers/export and /offers/{id} only the first is meant, whatever methods it has.
    Stream<Described> meant =
        fitting.stream().filter(each -> each.template().equals(fitting.get(0).template()));
    return meant
        .filter(each -> each.operation().method().equals(request.method()))
        .findFirst()
        .map(each -> check(each, path, exchange))
        .orElseGet(() -> isUnofficial(request, path) ? List.of() : List.of("not described"));
  }

  private List<String> check(Described each, String path, MarketExchange exchange) {
    Map<String, String> values = each.template().match(path).orElseThrow();
    List<String> problems =
        new ArrayList<>(
            new ExchangeCheck(each.operation(), each.schemas(), exchange).run(values, alsoAnswers));
    needed.stream()
        .filter(header -> exchange.request().header(header) == null)
        .forEach(header -> problems.add("header '" + header + "': missing"));
    return problems;
  }

  private boolean isUnofficial(MarketRequest request, String path) {
    return unofficial.stream()
        .anyMatch(
            each ->
                each.method().equals(request.method()) && each.template().match(path).isPresent());
  }
}
