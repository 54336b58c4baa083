package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
  private static final long SIXTEEN_SLOTS = 16 * 2560;

  private final RecentEvents recent = new RecentEvents(SIXTEEN_SLOTS);

  @Test
  void givesWhatFollowsWithoutAGap() {
    recent.keep(events(10, 14));
    recent.keep(events(16, 18));

    assertThat(positions(12, 100, 1 << 20)).containsExactly(12L, 13L, 14L);
    assertThat(positions(15, 100, 1 << 20)).isEmpty();
  }

  @Test
  void whatIsOverwrittenIsNotMistakenForAnother() {
    recent.keep(events(1, 16));
    recent.keep(events(17, 20));

    assertThat(positions(1, 100, 1 << 20)).isEmpty();
    assertThat(positions(5, 100, 1 << 20)).hasSize(16).last().isEqualTo(20L);
  }

  @Test
  void givesNoMoreThanAskedFor() {
    recent.keep(events(1, 16));

    assertThat(positions(1, 3, 1 << 20)).containsExactly(1L, 2L, 3L);
    assertThat(positions(1, 100, 1)).containsExactly(1L);
  }

  @Test
  void keepsNoLargeEvents() {
    recent.keep(List.of(event(1, 1 << 10)));

    assertThat(positions(1, 100, 1 << 20)).isEmpty();
  }

  @Test
  void keepsWhatIsAnnouncedOnlyWhileAChannelIsBehind() {
    recent.announced(events(1, 4));
    assertThat(positions(1, 100, 1 << 20)).isEmpty();

    recent.announced(events(5, 8));
    assertThat(positions(5, 100, 1 << 20)).hasSize(4);

    recent.announced(events(21, 24));
    assertThat(positions(21, 100, 1 << 20)).isEmpty();
  }

  private List<Long> positions(long from, int rows, long bytes) {
    return recent.from(from, rows, bytes).stream().map(JournaledEvent::position).toList();
  }

  private static List<JournaledEvent> events(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(each -> event(each, 10)).toList();
  }

  private static JournaledEvent event(long position, int padding) {
    String json =
        """
        {"specversion":"1.0","id":"e%d","source":"/erp","type":"product.stock.changed",\
        "subject":"A","sequence":"%d","data":{"sku":"A","quantity":1,"note":"%s"}}"""
            .formatted(position, position, "x".repeat(padding));
    ProductEvent event =
        new CloudEventsDecoder()
            .decode(
                new RawMessage(
                    json.getBytes(StandardCharsets.UTF_8),
                    "application/cloudevents+json",
                    Map.of()))
            .fold(
                found -> found,
                refused -> {
                  throw new AssertionError(refused);
                });
    assertThat(event.change()).isInstanceOf(Change.Stock.class);
    return new JournaledEvent(position, "pim", 0, position, Decision.NEW, 0, event);
  }
}
