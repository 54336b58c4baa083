/**
 * The merchant's rules: what a channel shows for a SKU, calculated from the catalog's facts. {@code
 * docs/rules.md} is the order of evaluation as the merchant reads it; {@link
 * io.sluice.gateway.rules.ChannelRules} is where it stands in code.
 *
 * <p>Plain Java, immutable and thread-safe but for one object per rendering. Money is calculated
 * exactly and rounded once, stock in whole numbers.
 */
@NullMarked
package io.sluice.gateway.rules;

import org.jspecify.annotations.NullMarked;
