package io.sluice.adapter.spec;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Schemas by their text, compiled when first asked. */
final class Schemas {
  private final SchemaRegistry registry;
  private final Map<String, Schema> compiled = new HashMap<>();

  /**
   * @param documents by address: what references may lead to
   */
  Schemas(Dialect dialect, Map<String, String> documents) {
    this.registry =
        SchemaRegistry.withDialect(dialect, builder -> builder.schemas(Map.copyOf(documents)));
  }

  /** What is wrong with a JSON text, each with its place. */
  List<String> problems(String schema, String json) {
    try {
      Json.decodeValue(json);
    } catch (DecodeException e) {
      return List.of("is no JSON");
    }
    Schema known = compiled.computeIfAbsent(schema, registry::getSchema);
    List<Error> errors =
        known.validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    return errors.stream().map(Schemas::text).toList();
  }

  private static String text(Error error) {
    String place = Objects.toString(error.getInstanceLocation(), "");
    return place.isEmpty() ? error.getMessage() : place + ": " + error.getMessage();
  }
}
