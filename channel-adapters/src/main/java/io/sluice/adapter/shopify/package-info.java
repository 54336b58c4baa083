/**
 * Shops on Shopify, over its Admin GraphQL API. {@code AdminApi} asks one document and says what
 * the answer means; {@code StockCall}, {@code PriceCall}, {@code ProductCall} and {@code Farewell}
 * know what to ask; {@code Changes} and {@code Questions} hold the documents.
 */
@NullMarked
package io.sluice.adapter.shopify;

import org.jspecify.annotations.NullMarked;
