package io.sluice.simulator.shopify;

import graphql.Scalars;
import graphql.schema.Coercing;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The Admin API's schema as far as it is used, by its version. */
public final class AdminSchema {
  private AdminSchema() {}

  /**
   * The schema alone, to validate documents with.
   *
   * @param version such as 2026-04
   */
  public static GraphQLSchema of(String version) {
    return of(version, RuntimeWiring.newRuntimeWiring());
  }

  static GraphQLSchema of(String version, RuntimeWiring.Builder wiring) {
    TypeDefinitionRegistry types = new TypeDefinitionRegistry();
    String guards = changesFrom(version) ? "from-2026-04" : "until-2026-01";
    for (String file : List.of("admin", guards)) {
      types.merge(new SchemaParser().parse(text(file + ".graphqls")));
    }
    DataFetcher<?> never = environment -> null;
    for (String scalar : List.of("Money", "Decimal", "URL", "DateTime", "UnsignedInt64")) {
      wiring.scalar(text(scalar, Scalars.GraphQLString.getCoercing()));
    }
    for (String type : List.of("Node", "Publishable")) {
      wiring.type(type, each -> each.typeResolver(new TypeOfId()));
    }
    wiring.type("Product", each -> each.dataFetcher("publishedOnPublication", never));
    return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
  }

  static boolean changesFrom(String version) {
    return version.compareTo("2026-04") >= 0;
  }

  private static GraphQLScalarType text(String name, Coercing<?, ?> coercing) {
    return GraphQLScalarType.newScalar().name(name).coercing(coercing).build();
  }

  private static String text(String file) {
    try (InputStream in = AdminSchema.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no " + file + " beside " + AdminSchema.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
