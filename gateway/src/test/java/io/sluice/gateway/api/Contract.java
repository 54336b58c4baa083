package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The document, as judge over real answers. Its schemas are closed first: a field that it does not
 * name is then an error too.
 */
@SuppressWarnings("unchecked")
final class Contract {
  private static final String BASE = "urn:sluice:openapi";

  private final Map<String, Object> document;
  private final SchemaRegistry registry;

  Contract() {
    document = load();
    schemas().values().forEach(schema -> close((Map<String, Object>) schema));
    String closed = new String(Json.encode(document), StandardCharsets.UTF_8);
    registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(BASE, closed)));
  }

  private static Map<String, Object> load() {
    InputStream stream =
        Objects.requireNonNull(Contract.class.getResourceAsStream("/openapi.yaml"));
    return (Map<String, Object>)
        new Load(LoadSettings.builder().build()).loadFromInputStream(stream);
  }

  private static void close(Map<String, Object> schema) {
    if (schema.containsKey("properties")) {
      schema.put("additionalProperties", false);
    }
  }

  Map<String, Object> schemas() {
    return child(child(document, "components"), "schemas");
  }

  /** Methods by path. */
  Map<String, Set<String>> operations() {
    Map<String, Set<String>> operations = new TreeMap<>();
    paths()
        .forEach(
            (path, item) -> {
              Set<String> methods = new TreeSet<>(((Map<String, Object>) item).keySet());
              methods.remove("parameters");
              operations.put(path, methods);
            });
    return operations;
  }

  /** Names of the query parameters of one operation. */
  Set<String> query(String path, String method) {
    Set<String> names = new TreeSet<>();
    Object parameters = operation(path, method).getOrDefault("parameters", List.of());
    for (Object parameter : (List<Object>) parameters) {
      Map<String, Object> resolved = resolve((Map<String, Object>) parameter);
      if ("query".equals(resolved.get("in"))) {
        names.add((String) resolved.get("name"));
      }
    }
    return names;
  }

  /** Media types of the request body of one operation. */
  Set<String> requestTypes(String path, String method) {
    Object body = operation(path, method).get("requestBody");
    return body == null
        ? Set.of()
        : new TreeSet<>(child(resolve((Map<String, Object>) body), "content").keySet());
  }

  /** Media types of all answers. */
  Set<String> answerTypes() {
    Set<String> types = new TreeSet<>();
    operations()
        .forEach(
            (path, methods) ->
                methods.forEach(
                    method ->
                        child(operation(path, method), "responses")
                            .values()
                            .forEach(
                                answer ->
                                    types.addAll(
                                        child(resolve((Map<String, Object>) answer), "content")
                                            .keySet()))));
    return types;
  }

  /**
   * @param path as in the document; where it does not stand there, only a problem is right
   */
  void check(String path, String method, int status, String contentType, String body) {
    String mediaType = MediaType.of(contentType).name();
    if (!operations().getOrDefault(path, Set.of()).contains(method)) {
      assertThat(mediaType).isEqualTo("application/problem+json");
      checkSchema("#/components/schemas/Problem", body);
      return;
    }
    Map<String, Object> content = child(response(path, method, status), "content");
    assertThat(content).as("%s %s %s", method, path, status).containsKey(mediaType);
    if (mediaType.endsWith("json")) {
      Map<String, Object> schema = child(child(content, mediaType), "schema");
      checkSchema((String) schema.get("$ref"), body);
    }
  }

  /**
   * @param schema its name
   */
  void checkAgainst(String schema, String body) {
    checkSchema("#/components/schemas/" + schema, body);
  }

  private void checkSchema(String reference, String body) {
    Schema schema = registry.getSchema(SchemaLocation.of(BASE + reference));
    assertThat(schema.validate(body, InputFormat.JSON)).as(body).isEmpty();
  }

  private Map<String, Object> response(String path, String method, int status) {
    Map<String, Object> responses = child(operation(path, method), "responses");
    String key = responses.containsKey("" + status) ? "" + status : "default";
    return resolve(child(responses, key));
  }

  private Map<String, Object> operation(String path, String method) {
    return child(child(paths(), path), method);
  }

  private Map<String, Object> paths() {
    return child(document, "paths");
  }

  private Map<String, Object> resolve(Map<String, Object> node) {
    Object reference = node.get("$ref");
    if (reference == null) {
      return node;
    }
    Map<String, Object> found = document;
    for (String step : ((String) reference).substring(2).split("/", -1)) {
      found = child(found, step);
    }
    return found;
  }

  private static Map<String, Object> child(Map<String, Object> node, String name) {
    return (Map<String, Object>) Objects.requireNonNull(node.get(name), name);
  }
}
