/**
 * A stand-in shop at Shopify: the Admin GraphQL API over a shop in memory. Documents are read,
 * validated against the schema in the resources and carried out by graphql-java; {@code
 * ShopifyShop} is the door with tokens and points, {@code Shop} what is behind it.
 */
@NullMarked
package io.sluice.simulator.shopify;

import org.jspecify.annotations.NullMarked;
