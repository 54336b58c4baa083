package io.sluice.adapter.shopify;

import graphql.language.Argument;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.Validator;
import io.sluice.adapter.spec.SpecFolder;
import io.sluice.simulator.shopify.ShopifyShop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shopify's own schema of early 2024, reduced to some mutations. What of a document it knows is
 * validated by it; what came later is taken out first, each of it named here.
 */
final class OfficialSchema {
  /** Arguments that are younger than the file, with the version that brought them. */
  private static final Set<String> YOUNGER_ARGUMENTS =
      Set.of(
          // 2024-04
          "productVariantsBulkCreate.strategy",
          // 2024-10, in place of input
          "productUpdate.product");

  private OfficialSchema() {}

  static boolean isThere() {
    return SpecFolder.isThere();
  }

  /** It has mutations only; a schema must have a query too. */
  private static GraphQLSchema schema() {
    String text =
        SpecFolder.textOrSkip("shopify/admin-2024-01.subset.graphql")
            .replace(
                "schema { mutation: Mutation }",
                "schema { query: Query mutation: Mutation } type Query { none: String }");
    return UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(text));
  }

  /** Empty when it knows nothing of the document, or has nothing against what it knows. */
  static List<String> problems(ShopifyShop.Asked asked) {
    GraphQLSchema schema = schema();
    Document known = known(schema, new Parser().parseDocument(asked.query()));
    List<String> problems = new ArrayList<>();
    if (known != null) {
      new Validator()
          .validateDocument(schema, known, Locale.ENGLISH)
          .forEach(error -> problems.add(error.getMessage() + " in " + asked.query()));
    }
    return problems;
  }

  /** The part of a document that the file speaks of; null where it is none. */
  private static @Nullable Document known(GraphQLSchema schema, Document document) {
    OperationDefinition operation = document.getDefinitionsOfType(OperationDefinition.class).get(0);
    if (operation.getOperation() != OperationDefinition.Operation.MUTATION) {
      return null;
    }
    List<Selection<?>> selections = new ArrayList<>();
    Set<String> variables = new HashSet<>();
    for (Selection<?> selection : operation.getSelectionSet().getSelections()) {
      Field field = (Field) selection;
      if (schema.getMutationType().getFieldDefinition(field.getName()) != null) {
        List<Argument> arguments = new ArrayList<>();
        for (Argument argument : field.getArguments()) {
          if (!YOUNGER_ARGUMENTS.contains(field.getName() + "." + argument.getName())) {
            arguments.add(argument);
            variable(argument.getValue(), variables);
          }
        }
        boolean whole =
            !field.getName().equals("productUpdate")
                || arguments.size() == field.getArguments().size();
        if (whole) {
          // The directive for idempotency is of 2026-01.
          selections.add(field.transform(each -> each.arguments(arguments).directives(List.of())));
        }
      }
    }
    if (selections.isEmpty()) {
      return null;
    }
    List<VariableDefinition> used =
        operation.getVariableDefinitions().stream()
            .filter(each -> variables.contains(each.getName()))
            .toList();
    Definition<?> reduced =
        operation.transform(
            each -> each.selectionSet(new SelectionSet(selections)).variableDefinitions(used));
    return new Document(List.of(reduced));
  }

  private static void variable(Value<?> value, Set<String> variables) {
    if (value instanceof VariableReference reference) {
      variables.add(reference.getName());
    }
  }
}
