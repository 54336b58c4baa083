package io.sluice.simulator.shopify;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a document costs by the rules on shopify.dev: 0 for scalars, 1 for an object, 10 for a
 * mutation, a connection for as many entries as it may have; for productSet what it is given. With
 * the data of its answer: what it did cost.
 */
final class QueryPoints {
  private static final int MUTATION = 10;
  private static final double PER_VARIANT = 0.2;
  private static final double PER_FILE = 1.9;

  private final GraphQLSchema schema;
  private final Map<String, Object> variables;

  QueryPoints(GraphQLSchema schema, Map<String, Object> variables) {
    this.schema = schema;
    this.variables = variables;
  }

  /**
   * @param data of the answer; null to know the most it may cost
   */
  int of(Document document, @Nullable Object data) {
    OperationDefinition operation = document.getDefinitionsOfType(OperationDefinition.class).get(0);
    boolean mutation = operation.getOperation() == OperationDefinition.Operation.MUTATION;
    GraphQLObjectType root = mutation ? schema.getMutationType() : schema.getQueryType();
    double points = 0;
    if (mutation) {
      for (Selection<?> selection : operation.getSelectionSet().getSelections()) {
        points += mutation((Field) selection);
      }
    } else {
      points = selections(operation.getSelectionSet(), root, data == null ? null : data);
    }
    return (int) Math.ceil(points);
  }

  private double mutation(Field field) {
    if (!field.getName().equals("productSet")) {
      return MUTATION;
    }
    Object input = argument(field, "input");
    return MUTATION + PER_VARIANT * sizeIn(input, "variants") + PER_FILE * sizeIn(input, "files");
  }

  private static int sizeIn(@Nullable Object input, String list) {
    return input instanceof Map<?, ?> map && map.get(list) instanceof List<?> entries
        ? entries.size()
        : 0;
  }

  private double selections(
      @Nullable SelectionSet set, @Nullable GraphQLFieldsContainer type, @Nullable Object data) {
    double points = 0;
    if (set == null || type == null) {
      return 0;
    }
    for (Selection<?> selection : set.getSelections()) {
      if (selection instanceof Field field) {
        Object below = data instanceof Map<?, ?> map ? map.get(field.getResultKey()) : null;
        points += field(field, type, data != null, below);
      } else if (selection instanceof InlineFragment fragment) {
        GraphQLType on = schema.getType(fragment.getTypeCondition().getName());
        points += selections(fragment.getSelectionSet(), (GraphQLFieldsContainer) on, data);
      }
    }
    return points;
  }

  private double field(
      Field field, GraphQLFieldsContainer parent, boolean done, @Nullable Object data) {
    GraphQLFieldDefinition definition = parent.getFieldDefinition(field.getName());
    if (definition == null || (done && data == null)) {
      return 0;
    }
    GraphQLType type = GraphQLTypeUtil.unwrapAll(definition.getType());
    if (!(type instanceof GraphQLFieldsContainer container)) {
      return 0;
    }
    String name = ((GraphQLNamedType) type).getName();
    if (field.getName().equals("nodes") && data instanceof List<?> list) {
      return list.stream()
          .mapToDouble(each -> 1 + selections(field.getSelectionSet(), container, each))
          .sum();
    } else if (field.getName().equals("nodes")) {
      Object ids = argument(field, "ids");
      int count = ids instanceof List<?> list ? list.size() : 1;
      return count * (1 + selections(field.getSelectionSet(), container, null));
    } else if (name.endsWith("Connection")) {
      return 2 + connection(field, container, done, data);
    }
    return name.equals("PageInfo")
        ? 0
        : 1 + selections(field.getSelectionSet(), container, element(data));
  }

  /** A list of objects costs as one of them. */
  private static @Nullable Object element(@Nullable Object data) {
    return data instanceof List<?> list ? (list.isEmpty() ? null : list.get(0)) : data;
  }

  private double connection(
      Field field, GraphQLFieldsContainer type, boolean done, @Nullable Object data) {
    if (done) {
      return selections(field.getSelectionSet(), type, data);
    }
    Object first = argument(field, "first");
    int entries = first instanceof Number number ? number.intValue() : 1;
    return entries * selections(field.getSelectionSet(), type, null);
  }

  private @Nullable Object argument(Field field, String name) {
    for (Argument argument : field.getArguments()) {
      if (argument.getName().equals(name)) {
        return value(argument.getValue());
      }
    }
    return null;
  }

  private @Nullable Object value(@Nullable Value<?> value) {
    if (value instanceof VariableReference reference) {
      return variables.get(reference.getName());
    }
    return value instanceof IntValue number ? number.getValue().intValue() : null;
  }
}
