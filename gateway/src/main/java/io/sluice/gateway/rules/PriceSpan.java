package io.sluice.gateway.rules;

import org.jspecify.annotations.Nullable;

/**
 * A time in which a price stays as it is.
 *
 * @param fromMs included; {@link Long#MIN_VALUE}: since before anything that is known
 * @param untilMs not included; {@link Long#MAX_VALUE}: without end
 * @param price null where none is shown then: there is none, it is held, or the product leaves
 * @param lasts whether no date ends what is shown then; only another price takes its place
 */
public record PriceSpan(
    long fromMs, long untilMs, ChannelValue.@Nullable Price price, boolean lasts) {}
