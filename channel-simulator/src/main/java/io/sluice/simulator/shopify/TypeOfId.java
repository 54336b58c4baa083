package io.sluice.simulator.shopify;

import graphql.TypeResolutionEnvironment;
import graphql.schema.GraphQLObjectType;
import graphql.schema.TypeResolver;
import java.util.Map;

/** Every global id names its type: gid://shopify/Product/1. */
final class TypeOfId implements TypeResolver {
  @Override
  public GraphQLObjectType getType(TypeResolutionEnvironment environment) {
    Map<?, ?> view = environment.getObject();
    String[] parts = String.valueOf(view.get("id")).split("/");
    return environment.getSchema().getObjectType(parts[3]);
  }
}
