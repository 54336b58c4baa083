/**
 * Amazon stores through the Selling Partner API: Listings Items 2021-08-01 for a few changes, feeds
 * of the type JSON_LISTINGS_FEED for many.
 */
@NullMarked
package io.sluice.adapter.amazon;

import org.jspecify.annotations.NullMarked;
