/** A stand-in for a shop with WooCommerce. */
@NullMarked
package io.sluice.simulator.woocommerce;

import org.jspecify.annotations.NullMarked;
