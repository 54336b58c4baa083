@NullMarked
package io.sluice.adapter.shopify;

import org.jspecify.annotations.NullMarked;
