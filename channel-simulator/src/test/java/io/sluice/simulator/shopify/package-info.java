@NullMarked
package io.sluice.simulator.shopify;

import org.jspecify.annotations.NullMarked;
