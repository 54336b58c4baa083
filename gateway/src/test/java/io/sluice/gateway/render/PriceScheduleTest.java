package io.sluice.gateway.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Schedules;
import io.sluice.adapter.Value;
import io.sluice.gateway.rules.ChannelValue;
import io.sluice.gateway.rules.PriceSpan;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told ahead, and when it has to be told anew. */
class PriceScheduleTest {
  private static final Schedules ANY = new Schedules(16, false);
  private static final Schedules REDUCTIONS = new Schedules(1, true);
  private static final List<PriceSpan> SALE =
      List.of(
          span(Long.MIN_VALUE, 10, "17.00", null, true),
          span(10, 20, "12.00", "17.00", false),
          span(20, Long.MAX_VALUE, "17.00", null, true));

  private static PriceSpan span(
      long from, long until, @Nullable String price, @Nullable String was, boolean lasts) {
    ChannelValue.Price shown =
        price == null
            ? null
            : new ChannelValue.Price(
                new BigDecimal(price), "EUR", was == null ? null : new BigDecimal(was));
    return new PriceSpan(from, until, shown, lasts);
  }

  private static PriceSchedule at(long now, List<PriceSpan> spans, Schedules takes) {
    PriceSchedule schedule = PriceSchedule.at(now, "retail", spans, takes);
    if (schedule == null) {
      throw new AssertionError("nothing is shown at " + now);
    }
    return schedule;
  }

  private static String told(long now, List<PriceSpan> spans, Schedules takes) {
    Value.ListPrice price = at(now, spans, takes).value().prices().get(0);
    StringBuilder text = new StringBuilder(String.valueOf(price.amount()));
    for (Value.Window window : price.windows()) {
      text.append(", ")
          .append(window.amount())
          .append(window.compareAt() == null ? "" : " was " + window.compareAt())
          .append(" [")
          .append(window.from() == null ? "" : window.from().toEpochMilli())
          .append(",")
          .append(window.until() == null ? "" : window.until().toEpochMilli())
          .append(")");
    }
    return text.toString();
  }

  @Test
  void saleIsToldAheadAndNothingIsToldAtItsBegin() {
    assertThat(told(0, SALE, ANY)).isEqualTo("17.00, 12.00 was 17.00 [10,20)");
    assertThat(told(10, SALE, ANY)).isEqualTo(told(0, SALE, ANY));
    assertThat(at(10, SALE, ANY).digest()).isEqualTo(at(9, SALE, ANY).digest());
    assertThat(at(0, SALE, ANY).changesAtMs()).isEqualTo(20);
  }

  @Test
  void afterItsEndWhatWasToldBeforeIsAsGood() {
    PriceSchedule after = at(20, SALE, ANY);

    assertThat(told(20, SALE, ANY)).isEqualTo("17.00");
    assertThat(after.digest()).isNotEqualTo(at(19, SALE, ANY).digest());
    assertThat(after.earlier()).contains(at(0, SALE, ANY).digest(), at(19, SALE, ANY).digest());
    assertThat(after.changesAtMs()).isEqualTo(Long.MAX_VALUE);
    assertThat(after.digest())
        .as("as if the sale had never been")
        .isEqualTo(Digests.of(after.value()));
  }

  @Test
  void priceForGoodIsAWindowWithoutEndUntilItBegins() {
    List<PriceSpan> spans =
        List.of(
            span(Long.MIN_VALUE, 10, "17.00", null, true),
            span(10, Long.MAX_VALUE, "18.00", null, true));

    assertThat(told(0, spans, ANY)).isEqualTo("17.00, 18.00 [10,)");
    assertThat(told(10, spans, ANY)).isEqualTo("18.00");
    assertThat(at(10, spans, ANY).earlier()).contains(at(0, spans, ANY).digest());
  }

  @Test
  void whatTheChannelDoesNotTakeIsToldWhenItBegins() {
    List<PriceSpan> raise =
        List.of(
            span(Long.MIN_VALUE, 10, "17.00", null, true),
            span(10, 20, "18.00", null, false),
            span(20, Long.MAX_VALUE, "17.00", null, true));

    assertThat(told(0, raise, REDUCTIONS)).isEqualTo("17.00");
    assertThat(at(0, raise, REDUCTIONS).changesAtMs()).isEqualTo(10);
    assertThat(told(10, raise, REDUCTIONS)).isEqualTo("18.00");
    assertThat(at(10, raise, REDUCTIONS).earlier()).isEmpty();
    assertThat(told(20, raise, REDUCTIONS)).isEqualTo("17.00");
    assertThat(at(20, raise, REDUCTIONS).digest())
        .as("18.00 may have been on its way when the process ended")
        .isNotEqualTo(at(0, raise, REDUCTIONS).digest());
    assertThat(at(20, raise, REDUCTIONS).earlier()).isEmpty();
  }

  /** 2026-11-27 in Berlin begins at 23:00 UTC of the day before. */
  @Test
  void channelThatKnowsDaysIsToldAheadOfWholeDaysOnly() {
    Schedules days = new Schedules(1, true, ZoneId.of("Europe/Berlin"));
    long begin = Instant.parse("2026-11-26T23:00:00Z").toEpochMilli();
    long end = Instant.parse("2026-11-30T23:00:00Z").toEpochMilli();
    String whole = "17.00, 12.00 was 17.00 [%d,%d)".formatted(begin, end);

    List<PriceSpan> sale = sale(begin, end);
    assertThat(told(begin - 1, sale, days)).isEqualTo(whole);
    assertThat(at(begin, sale, days).digest()).isEqualTo(at(begin - 1, sale, days).digest());
    assertThat(at(end, sale, days).earlier()).contains(at(begin - 1, sale, days).digest());

    // At another time of the day it is sent when it begins, and ends by itself
    long later = begin + 1;
    List<PriceSpan> late = sale(later, end);
    assertThat(told(begin, late, days)).isEqualTo("17.00");
    assertThat(at(begin, late, days).changesAtMs()).isEqualTo(later);
    assertThat(told(later, late, days))
        .isEqualTo("17.00, 12.00 was 17.00 [%d,%d)".formatted(later, end));
    assertThat(at(end, late, days).earlier()).contains(at(later, late, days).digest());

    // What ends within a day ends with a price of its own
    List<PriceSpan> shorter = sale(begin, end - 1);
    assertThat(told(begin - 1, shorter, days)).isEqualTo("17.00");
    assertThat(told(begin, shorter, days)).isEqualTo("12.00");
    assertThat(told(end - 1, shorter, days)).isEqualTo("17.00");
    assertThat(at(end - 1, shorter, days).earlier()).isEmpty();
  }

  private static List<PriceSpan> sale(long begin, long end) {
    return List.of(
        span(Long.MIN_VALUE, begin, "17.00", null, true),
        span(begin, end, "12.00", "17.00", false),
        span(end, Long.MAX_VALUE, "17.00", null, true));
  }

  @Test
  void windowBeyondTheLimitIsToldWhenOneBeforeItIsOver() {
    List<PriceSpan> two =
        List.of(
            span(Long.MIN_VALUE, 10, "17.00", null, true),
            span(10, 20, "12.00", null, false),
            span(20, 30, "17.00", null, true),
            span(30, 40, "11.00", null, false),
            span(40, Long.MAX_VALUE, "17.00", null, true));

    assertThat(told(0, two, REDUCTIONS)).isEqualTo("17.00, 12.00 [10,20)");
    assertThat(told(20, two, REDUCTIONS)).isEqualTo("17.00, 11.00 [30,40)");
    assertThat(at(20, two, REDUCTIONS).earlier()).isEmpty();
    assertThat(at(40, two, REDUCTIONS).earlier()).contains(at(30, two, REDUCTIONS).digest());
  }

  @Test
  void whereNoPriceLastsTheOneThatIsShownIsTold() {
    List<PriceSpan> spans =
        List.of(
            span(Long.MIN_VALUE, 10, null, null, false),
            span(10, 20, "12.00", null, false),
            span(20, Long.MAX_VALUE, null, null, false));

    assertThat(PriceSchedule.at(9, "retail", spans, ANY)).isNull();
    assertThat(told(10, spans, ANY)).isEqualTo("12.00");
    assertThat(at(10, spans, ANY).changesAtMs()).isEqualTo(20);
    assertThat(PriceSchedule.at(20, "retail", spans, ANY)).isNull();
  }

  /**
   * A marketplace that acts on the dates it was told of, and a shelf that knows what was accepted,
   * but not what was on its way at a kill. Whenever nothing is owed, the marketplace shows the
   * right price.
   */
  @Test
  void marketplaceShowsTheRightPriceWheneverNothingIsOwed() {
    int quiet = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      quiet += play(random, spans(random)) ? 1 : 0;
    }
    assertThat(quiet).as("without a send at any date").isGreaterThan(1_000);
  }

  private static List<PriceSpan> spans(Random random) {
    int count = 2 + random.nextInt(7);
    List<PriceSpan> spans = new ArrayList<>();
    String before = "";
    for (int i = 0; i < count; i++) {
      String price = before;
      while (price.equals(before)) {
        price = random.nextInt(8) == 0 ? "" : "1" + random.nextInt(4) + ".00";
      }
      before = price;
      long from = i == 0 ? Long.MIN_VALUE : 10L * i;
      long until = i == count - 1 ? Long.MAX_VALUE : 10L * (i + 1);
      boolean lasts = !price.isEmpty() && random.nextInt(3) > 0;
      spans.add(span(from, until, price.isEmpty() ? null : price, null, lasts));
    }
    return spans;
  }

  private static boolean play(Random random, List<PriceSpan> spans) {
    Schedules takes = new Schedules(1 + random.nextInt(3), random.nextBoolean());
    long shelf = 0;
    Value.ListPrice there = null;
    int sent = 0;
    for (long now = 5; now < 10L * spans.size(); now += 5 * (1 + random.nextInt(4))) {
      PriceSchedule schedule = PriceSchedule.at(now, "retail", spans, takes);
      if (schedule == null) {
        continue;
      }
      boolean shows = shelf == schedule.digest() || schedule.earlier().contains(shelf);
      boolean unheard = !shows && random.nextInt(4) == 0;
      if (!shows) {
        there = schedule.value().prices().get(0);
        sent++;
      }
      shelf = unheard ? shelf : schedule.digest();
      long until = schedule.changesAtMs();
      assertShows(there, spans, now, until);
    }
    return sent == 1;
  }

  /** What is told stays right until it is to be looked at again. */
  private static void assertShows(
      Value.ListPrice there, List<PriceSpan> spans, long now, long until) {
    for (long time = now; time < Math.min(until, 10L * spans.size() + 10); time += 5) {
      int index = (int) Math.min(spans.size() - 1, time / 10);
      ChannelValue.Price right = spans.get(index).price();
      if (right != null) {
        assertThat(there.amountAt(Instant.ofEpochMilli(time)))
            .as("%s at %d of %s, told at %d", there, time, spans, now)
            .isEqualTo(right.amount());
      }
    }
  }
}
