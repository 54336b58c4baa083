package io.sluice.adapter.amazon;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which message of which feed an update waits for, as one text that survives a restart.
 *
 * @param kind what the message does
 * @param productType of a listing that it creates, or gives its first quantity; else null
 * @param fulfillment the channel that it gives a listing its first quantity of, else null
 */
record FeedHandle(
    String feedId,
    int messageId,
    Instant expiresAt,
    Submission.Kind kind,
    @Nullable String productType,
    @Nullable String fulfillment,
    String sku) {
  private static final Pattern FEED_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  // The SKU is last, since it may contain anything.
  private static final Pattern FORM =
      Pattern.compile(
          "feed ([A-Za-z0-9_-]{1,100}) (\\d{1,5}) (\\d{1,11}) (CREATE|CHANGE|DELETE) "
              + "([^\\s/]+)(?:/(\\S+))? (.+)",
          Pattern.DOTALL);
  private static final Pattern SEPARATORS = Pattern.compile("[\\s/]");
  private static final String NONE = "-";

  /** Whether it can stand in a path and a handle. */
  static boolean isFeedId(@Nullable String id) {
    return id != null && FEED_ID.matcher(id).matches();
  }

  static Optional<FeedHandle> parse(String handle) {
    Matcher parts = FORM.matcher(handle);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String type = parts.group(5);
    return Optional.of(
        new FeedHandle(
            parts.group(1),
            Integer.parseInt(parts.group(2)),
            Instant.ofEpochSecond(Long.parseLong(parts.group(3))),
            Submission.Kind.valueOf(parts.group(4)),
            type.equals(NONE) ? null : type,
            parts.group(6),
            parts.group(7)));
  }

  @Override
  public String toString() {
    return "feed %s %d %d %s %s%s %s"
        .formatted(
            feedId,
            messageId,
            expiresAt.getEpochSecond(),
            kind,
            productType == null ? NONE : word(productType),
            fulfillment == null ? "" : "/" + word(fulfillment),
            sku);
  }

  private static String word(String text) {
    return SEPARATORS.matcher(text).replaceAll("_");
  }
}
