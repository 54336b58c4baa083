/** Stand-in marketplaces, what the merchant's rules make of each, and what should be there. */
@NullMarked
package io.sluice.demo.market;

import org.jspecify.annotations.NullMarked;
