package io.sluice.simulator.shopify;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import io.sluice.simulator.market.Violations;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of the API over a shop. */
final class AdminApi {
  private static final int POINTS_AT_MOST = 1000;
  private static final Map<String, String> SCOPES =
      Map.of(
          "inventorySetQuantities", "write_inventory",
          "inventoryActivate", "write_inventory",
          "productSet", "write_products",
          "productUpdate", "write_products",
          "productVariantsBulkUpdate", "write_products",
          "productVariantsBulkCreate", "write_products",
          "publishablePublish", "write_publications");

  private final Violations violations;
  private final List<String> scopes;
  private final GraphQLSchema schema;
  private final GraphQL engine;

  AdminApi(Shop shop, Violations violations, List<String> scopes, String version, String currency) {
    this.violations = violations;
    this.scopes = scopes;
    InventoryMutations inventory = new InventoryMutations(shop, violations);
    ProductMutations products = new ProductMutations(shop, violations);
    RuntimeWiring.Builder wiring =
        new Queries(shop, violations, scopes).wire(RuntimeWiring.newRuntimeWiring(), currency);
    wiring.type(
        "Mutation",
        type ->
            type.dataFetcher("inventorySetQuantities", at -> inventory.setQuantities(at, version))
                .dataFetcher("inventoryActivate", at -> inventory.activate(at, version))
                .dataFetcher("productSet", products::productSet)
                .dataFetcher("productUpdate", products::productUpdate)
                .dataFetcher("productVariantsBulkUpdate", products::bulkUpdate)
                .dataFetcher("productVariantsBulkCreate", products::bulkCreate)
                .dataFetcher("publishablePublish", products::publish));
    this.schema = AdminSchema.of(version, wiring);
    this.engine = GraphQL.newGraphQL(schema).build();
  }

  /** What a document did. */
  record Result(JsonObject body, int points) {}

  /**
   * A document that may be carried out.
   *
   * @param refusal in place of that
   * @param points that it may cost
   */
  record Prepared(
      @Nullable JsonObject refusal,
      boolean mutation,
      int points,
      AdminApi api,
      String query,
      Document document,
      Map<String, Object> variables) {
    Result run() {
      return api.run(this);
    }
  }

  Prepared prepare(String query, Map<String, Object> variables) {
    Document document = new Document(List.of());
    JsonObject refusal;
    try {
      document = new Parser().parseDocument(query);
      refusal = invalid(document);
    } catch (InvalidSyntaxException e) {
      violations.add("a document that is not understood");
      refusal = errors(List.of(error(e.getMessage(), "", List.of())));
    }
    if (refusal != null) {
      return new Prepared(refusal, false, 0, this, query, document, variables);
    }
    OperationDefinition operation = document.getDefinitionsOfType(OperationDefinition.class).get(0);
    boolean mutation = operation.getOperation() == OperationDefinition.Operation.MUTATION;
    int points = new QueryPoints(schema, variables).of(document, null);
    refusal = denied(operation);
    if (refusal == null && points > POINTS_AT_MOST) {
      violations.add("a document over 1,000 points");
      String message =
          "Query cost is %d, which exceeds the single query max cost limit (%d)."
              .formatted(points, POINTS_AT_MOST);
      refusal = errors(List.of(error(message, "MAX_COST_EXCEEDED", List.of())));
    }
    return new Prepared(refusal, mutation, points, this, query, document, variables);
  }

  private @Nullable JsonObject invalid(Document document) {
    List<ValidationError> errors =
        new Validator().validateDocument(schema, document, Locale.ENGLISH);
    if (errors.isEmpty()) {
      return null;
    }
    violations.add("a document that the schema does not allow");
    List<JsonObject> told = new ArrayList<>();
    errors.forEach(each -> told.add(error(each.getMessage(), "undefinedField", List.of())));
    return errors(told);
  }

  private @Nullable JsonObject denied(OperationDefinition operation) {
    for (Selection<?> selection : operation.getSelectionSet().getSelections()) {
      String name = ((Field) selection).getName();
      String scope = SCOPES.get(name);
      if (scope != null && !scopes.contains(scope)) {
        String message =
            "Access denied for %s field. Required access: `%s` access scope."
                .formatted(name, scope);
        return errors(List.of(error(message, "ACCESS_DENIED", List.of(name)))).put("data", null);
      }
    }
    return null;
  }

  private Result run(Prepared prepared) {
    ExecutionResult result =
        engine.execute(
            ExecutionInput.newExecutionInput(prepared.query())
                .variables(prepared.variables())
                .build());
    JsonObject body = new JsonObject();
    Object data = result.getData();
    body.put("data", data == null ? null : new JsonObject(map(data)));
    if (!result.getErrors().isEmpty()) {
      List<JsonObject> told = new ArrayList<>();
      result.getErrors().forEach(each -> told.add(error(each)));
      body.put("errors", told);
    }
    int points =
        prepared.mutation()
            ? prepared.points()
            : new QueryPoints(schema, prepared.variables())
                .of(prepared.document(), data == null ? Map.of() : data);
    return new Result(body, points);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object data) {
    return (Map<String, Object>) data;
  }

  private static JsonObject error(GraphQLError error) {
    Map<String, Object> extensions = error.getExtensions();
    Object code = extensions == null ? null : extensions.get("code");
    // What cannot be read as the type of its variable has a code of its own.
    boolean variable = code == null && error.getPath() == null;
    return error(
        error.getMessage(),
        code != null ? code.toString() : variable ? "INVALID_VARIABLE" : "INTERNAL_SERVER_ERROR",
        error.getPath() == null ? List.of() : error.getPath());
  }

  private static JsonObject error(String message, String code, List<?> path) {
    JsonObject error = new JsonObject().put("message", message);
    if (!code.isEmpty()) {
      error.put("extensions", new JsonObject().put("code", code));
    }
    return path.isEmpty() ? error : error.put("path", path);
  }

  private static JsonObject errors(List<JsonObject> errors) {
    return new JsonObject().put("errors", errors);
  }
}
