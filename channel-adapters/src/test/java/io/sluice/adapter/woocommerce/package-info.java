@NullMarked
package io.sluice.adapter.woocommerce;

import org.jspecify.annotations.NullMarked;
