/** Shops with WooCommerce, by its REST API v3. {@code docs/woocommerce.md} tells what it does. */
@NullMarked
package io.sluice.adapter.woocommerce;

import org.jspecify.annotations.NullMarked;
