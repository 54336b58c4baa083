package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoutesMatchDocumentTest {
  private final Contract contract = new Contract();
  private final List<ApiRoute> routes = RunningApi.routes(new InMemoryOperations().all());

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedOperationHasARoute() {
    Map<String, Set<String>> byPath = new TreeMap<>();
    routes.forEach(
        route -> byPath.computeIfAbsent(route.path(), path -> new TreeSet<>()).add(method(route)));

    assertThat(byPath).isEqualTo(contract.operations());
  }

  @Test
  void queriesAndContentTypesAreThoseOfTheDocument() {
    for (ApiRoute route : routes) {
      assertThat(route.query())
          .as(route.path())
          .isEqualTo(contract.query(route.path(), method(route)));
      assertThat(new HashSet<>(route.body().mediaTypes()))
          .as(route.path())
          .isEqualTo(contract.requestTypes(route.path(), method(route)));
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void everyFieldOfAnAnswerIsPromised() {
    Set<String> requests =
        Set.of(
            "SignIn",
            "PauseRequest",
            "RateRequest",
            "LogLevelRequest",
            "ReplayRequest",
            "AdoptRequest",
            "ReconcileRequest",
            "Selection",
            "HeldSelection",
            "Version",
            "Empty");
    contract
        .schemas()
        .forEach(
            (name, node) -> {
              Map<String, Object> schema = (Map<String, Object>) node;
              if (schema.containsKey("properties") && !requests.contains(name)) {
                Set<String> names =
                    new TreeSet<>(((Map<String, Object>) schema.get("properties")).keySet());
                names.removeIf(field -> name.equals("Problem") && field.equals("items"));
                assertThat(new TreeSet<>((List<String>) schema.get("required")))
                    .as(name)
                    .isEqualTo(names);
              }
            });
  }

  /** What a spreadsheet opens, it may run. */
  @Test
  void noAnswerIsForASpreadsheet() {
    assertThat(contract.answerTypes())
        .contains("application/json")
        .noneMatch(type -> type.contains("csv") || type.contains("sheet"));
  }

  @Test
  void answerWithAFieldThatNobodyDocumentedIsNoticed() {
    String body = "{\"status\":\"up\",\"extra\":1}";

    assertThatThrownBy(() -> contract.check("/health/live", "get", 200, "application/json", body))
        .isInstanceOf(AssertionError.class);
  }

  private static String method(ApiRoute route) {
    return route.method().name().toLowerCase(Locale.ROOT);
  }
}
