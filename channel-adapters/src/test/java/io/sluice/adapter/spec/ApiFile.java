package io.sluice.adapter.spec;

import com.networknt.schema.dialect.Dialects;
import io.sluice.adapter.spec.Operation.Body;
import io.sluice.adapter.spec.Operation.Parameter;
import io.sluice.adapter.spec.Operation.Place;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One description file, OpenAPI 3.0 or Swagger 2; the schemas of the second are those of the first
 * as far as marketplaces use them.
 *
 * <p>Objects have the properties that are described and no others, unless the file says otherwise:
 * a misspelt optional property would fit every schema.
 */
final class ApiFile {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");
  private static final Set<String> NO_SCHEMA =
      Set.of("name", "in", "required", "description", "collectionFormat", "allowEmptyValue");
  private static final String ADDRESS = "https://description.invalid/";
  private static final String JSON = "application/json";

  private final String file;
  private final JsonObject root;
  private final boolean swagger2;
  private final boolean closes;

  private ApiFile(String file, String text) {
    this.file = file;
    this.root = new JsonObject(text);
    this.swagger2 = root.containsKey("swagger");
    // Where schemas are composed, each part alone does not know what the whole may have.
    this.closes = !text.contains("\"allOf\"");
  }

  static ApiFile of(String name, String text) {
    return new ApiFile(name, text);
  }

  Schemas schemas() {
    String part = swagger2 ? "definitions" : "components";
    JsonObject named = new JsonObject().put(part, schema(root.getJsonObject(part)));
    return new Schemas(Dialects.getOpenApi30(), Map.of(ADDRESS + file, named.encode()));
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    JsonObject paths = root.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : item.fieldNames()) {
        if (METHODS.contains(method)) {
          operations.add(operation(path, method, item));
        }
      }
    }
    return operations;
  }

  private Operation operation(String path, String method, JsonObject item) {
    JsonObject described = item.getJsonObject(method);
    List<JsonObject> all = new ArrayList<>(objects(item, "parameters"));
    all.addAll(objects(described, "parameters"));
    List<Parameter> parameters = new ArrayList<>(credentials(described));
    Body request = swagger2 ? null : body(described.getJsonObject("requestBody"));
    for (JsonObject parameter : all) {
      String place = parameter.getString("in").toUpperCase(Locale.ROOT);
      if (place.equals("BODY")) {
        request =
            new Body(
                parameter.getBoolean("required", false),
                swagger2Content(parameter, mediaTypes(described, "consumes")));
      } else {
        parameters.add(parameter(parameter, Place.valueOf(place)));
      }
    }
    String full = base() + path;
    String upper = method.toUpperCase(Locale.ROOT);
    return new Operation(file, upper, full, parameters, request, replies(described));
  }

  private String base() {
    if (swagger2) {
      return root.getString("basePath", "").replaceAll("/$", "");
    }
    List<JsonObject> servers = objects(root, "servers");
    if (servers.isEmpty()) {
      return "";
    }
    String url = servers.get(0).getString("url");
    JsonObject variables = servers.get(0).getJsonObject("variables", new JsonObject());
    for (String name : variables.fieldNames()) {
      url = url.replace("{" + name + "}", variables.getJsonObject(name).getString("default"));
    }
    return url.replaceFirst("^https?://[^/]*", "").replaceAll("/$", "");
  }

  private Parameter parameter(JsonObject described, Place place) {
    JsonObject own = swagger2 ? described.copy() : described.getJsonObject("schema");
    if (swagger2) {
      NO_SCHEMA.forEach(own::remove);
    }
    JsonObject resolved = resolve(own);
    boolean repeated =
        swagger2
            ? described.getString("collectionFormat", "csv").equals("multi")
            : place == Place.QUERY && described.getBoolean("explode", true);
    return new Parameter(
        described.getString("name"),
        place,
        described.getBoolean("required", false),
        repeated ? null : ",",
        resolved.getString("type", "string"),
        resolve(resolved.getJsonObject("items", new JsonObject())).getString("type", "string"),
        schema(own).toString());
  }

  /** A header that the description asks for as a whole, where it does. */
  private List<Parameter> credentials(JsonObject described) {
    List<JsonObject> security =
        objects(described.containsKey("security") ? described : root, "security");
    if (security.isEmpty() || security.get(0).isEmpty()) {
      return List.of();
    }
    JsonObject schemes =
        swagger2
            ? root.getJsonObject("securityDefinitions", new JsonObject())
            : root.getJsonObject("components").getJsonObject("securitySchemes");
    JsonObject scheme = schemes.getJsonObject(security.get(0).fieldNames().iterator().next());
    String header =
        "apiKey".equals(scheme.getString("type")) ? scheme.getString("name") : "Authorization";
    return List.of(new Parameter(header, Place.HEADER, true, ",", "string", "string", "{}"));
  }

  private Map<String, Body> replies(JsonObject described) {
    JsonObject responses = described.getJsonObject("responses");
    Map<String, Body> replies = new LinkedHashMap<>();
    for (String status : responses.fieldNames()) {
      JsonObject reply = resolve(responses.getJsonObject(status));
      Map<String, String> content =
          swagger2
              ? swagger2Content(reply, mediaTypes(described, "produces"))
              : content(reply.getJsonObject("content", new JsonObject()));
      replies.put(status, new Body(!content.isEmpty(), content));
    }
    return replies;
  }

  private @Nullable Body body(@Nullable JsonObject described) {
    if (described == null) {
      return null;
    }
    JsonObject body = resolve(described);
    return new Body(body.getBoolean("required", false), content(body.getJsonObject("content")));
  }

  private Map<String, String> content(JsonObject described) {
    Map<String, String> content = new LinkedHashMap<>();
    for (String mediaType : described.fieldNames()) {
      JsonObject schema = described.getJsonObject(mediaType).getJsonObject("schema");
      content.put(mediaType, schema == null ? "" : schema(schema).toString());
    }
    return content;
  }

  private Map<String, String> swagger2Content(JsonObject described, List<String> mediaTypes) {
    Map<String, String> content = new LinkedHashMap<>();
    JsonObject schema = described.getJsonObject("schema");
    if (schema != null) {
      mediaTypes.forEach(type -> content.put(type, schema(schema).toString()));
    }
    return content;
  }

  private List<String> mediaTypes(JsonObject described, String key) {
    JsonArray types = described.getJsonArray(key, root.getJsonArray(key));
    return types == null ? List.of(JSON) : types.stream().map(String::valueOf).toList();
  }

  private List<JsonObject> objects(JsonObject parent, String key) {
    JsonArray list = parent.getJsonArray(key, new JsonArray());
    return list.stream().map(each -> resolve((JsonObject) each)).toList();
  }

  private JsonObject resolve(JsonObject node) {
    String reference = node.getString("$ref");
    if (reference == null) {
      return node;
    }
    JsonObject found = root;
    for (String name : reference.substring("#/".length()).split("/", -1)) {
      found = found.getJsonObject(name);
    }
    return resolve(found);
  }

  /** The same with references that lead here from anywhere, and closed objects. */
  private JsonObject schema(JsonObject node) {
    JsonObject copy = new JsonObject();
    for (Map.Entry<String, Object> each : node) {
      Object value = each.getValue();
      boolean reference = each.getKey().equals("$ref") && value instanceof String;
      copy.put(each.getKey(), reference ? ADDRESS + file + value : value(value));
    }
    if (closes && node.getValue("properties") instanceof JsonObject) {
      Object more = node.getValue("additionalProperties");
      copy.put("additionalProperties", more == null ? (Object) false : value(more));
    }
    return copy;
  }

  private Object value(Object value) {
    if (value instanceof JsonObject object) {
      return schema(object);
    } else if (value instanceof JsonArray array) {
      return new JsonArray(array.stream().map(this::value).toList());
    }
    return value;
  }
}
