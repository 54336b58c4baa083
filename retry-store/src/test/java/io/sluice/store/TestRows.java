package io.sluice.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;

/** Rows as tests like them. */
final class TestRows {
  static final long RECEIVED_MS = 1_700_000_000_000L;

  /** Element by element is too slow for a megabyte. */
  static final RecursiveComparisonConfiguration ARRAYS_AS_VALUES =
      RecursiveComparisonConfiguration.builder()
          .withEqualsForType(Arrays::equals, byte[].class)
          .build();

  private TestRows() {}

  static JournalRow event(long position) {
    return event(position, "sku-" + position % 10, ("payload " + position).getBytes(UTF_8));
  }

  static JournalRow event(long position, String key, byte[] payload) {
    return new JournalRow(
        position,
        "erp",
        "event-" + position,
        key,
        "stock/default",
        3,
        position * 2,
        (byte) 1,
        Long.MIN_VALUE,
        RECEIVED_MS + position,
        position * 31,
        position * 37,
        payload);
  }

  static List<JournalRow> events(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(TestRows::event).toList();
  }

  static HeldRow held(String channel, String key, String part, long position, String why) {
    return new HeldRow(
        channel,
        key,
        part,
        position,
        why,
        7,
        Long.MIN_VALUE,
        2,
        "C1",
        "because",
        text("p" + position),
        text("detail"));
  }

  static RefusedRow refused(String message, int bodyBytes) {
    return new RefusedRow(
        0,
        "erp",
        5,
        "no_json",
        "$.sku",
        message,
        null,
        Map.of("sku", "a"),
        new byte[bodyBytes],
        bodyBytes);
  }

  static StateRow state(String scope, String key, long position) {
    return new StateRow(scope, key, "stock/default", position, text("value " + position));
  }

  static List<StateRow> states(String scope, int count) {
    return IntStream.range(0, count).mapToObj(i -> state(scope, "sku-" + i, i)).toList();
  }

  static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
