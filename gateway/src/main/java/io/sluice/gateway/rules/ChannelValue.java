package io.sluice.gateway.rules;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a channel shows of one facet, after the rules. */
public sealed interface ChannelValue {
  /** The channel has no rules for this facet: it shows the facts. */
  record AsReceived() implements ChannelValue {}

  /**
   * @param quantity 0 or more
   */
  record Stock(long quantity) implements ChannelValue {}

  /**
   * @param amount in the currency's digits; null where the price is withdrawn
   * @param compareAt shown crossed out, higher than the amount; or null
   */
  record Price(@Nullable BigDecimal amount, String currency, @Nullable BigDecimal compareAt)
      implements ChannelValue {}

  /**
   * @param values by field, in the order of the configuration, none of them empty: {@link String},
   *     {@link Long}, {@link BigDecimal}, {@link Boolean} or a list of texts
   */
  record Fields(Map<String, Object> values) implements ChannelValue {
    public Fields {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }
}
