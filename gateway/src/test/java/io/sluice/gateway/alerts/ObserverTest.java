package io.sluice.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.ConfigurationView;
import io.sluice.gateway.operations.ProblemView;
import io.sluice.gateway.operations.WaitingView;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObserverTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ConfigurationView FINE =
      new ConfigurationView("0123456789ab", NOW, NOW, true, List.of(), List.of(), null);

  private static ChannelView channel(
      String state, long backlog, @Nullable Duration oldest, Map<String, Long> held) {
    return new ChannelView(
        "shop",
        "http",
        "latest_per_sku",
        state,
        state.startsWith("needs") ? "refuses everything" : null,
        NOW,
        null,
        "closed",
        backlog,
        oldest == null ? null : NOW.minus(oldest),
        0,
        held,
        Map.of("http.422", 7L, "http.404", 2L),
        0,
        0,
        0,
        state.equals("offline") ? "HTTP 503" : null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  private static List<String> observed(AlertRules rules, ChannelView view) {
    Seen.Channel channel = new Seen.Channel(view, 1_000, Duration.ofHours(1).toMillis());
    Seen seen = new Seen(List.of(channel), Map.of(), Map.of(), null, FINE);
    return words(new Observer(rules).of(seen, NOW.toEpochMilli()));
  }

  private static List<String> words(List<Observed> all) {
    return all.stream()
        .map(each -> each.condition() + " " + each.subject() + ": " + each.detail())
        .toList();
  }

  private static AlertRules rules(Map<Condition, AlertRules.Threshold> conditions) {
    return new AlertRules(conditions, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  private static List<String> observed(ChannelView view) {
    return observed(rules(AlertRules.everything()), view);
  }

  @Test
  void aChannelThatWorksIsNoAlert() {
    assertThat(observed(channel("online", 1_000, Duration.ofMinutes(59), Map.of()))).isEmpty();
    assertThat(observed(channel("online", 5, null, Map.of("freeze", 5L, "pending", 1L)))).isEmpty();
  }

  @Test
  void whatIsWrongWithAChannelIsTold() {
    assertThat(observed(channel("offline", 12, Duration.ofMinutes(1), Map.of())))
        .containsExactly("CHANNEL_OFFLINE shop: 12 deliveries wait; HTTP 503");
    assertThat(observed(channel("needs attention", 12, Duration.ofDays(1), Map.of())))
        .containsExactly("NEEDS_ATTENTION shop: 12 deliveries wait; refuses everything");
    assertThat(observed(channel("needs approval", 0, null, Map.of())))
        .containsExactly("NEEDS_ATTENTION shop: refuses everything");
    assertThat(observed(channel("online", 12, Duration.ofMinutes(61), Map.of())))
        .containsExactly("BACKLOG shop: 12 deliveries wait; the oldest for 1h 1m");
    assertThat(observed(channel("online", 1_001, null, Map.of())))
        .containsExactly("BACKLOG shop: 1001 deliveries wait");
    assertThat(
            observed(channel("online", 0, null, Map.of("dead", 9L, "mapping", 1L, "margin", 2L))))
        .containsExactly(
            "HELD shop: 3 deliveries are held: 2 margin, 1 mapping",
            "DEAD_LETTERS shop: 9 dead letters: 7 http.422, 2 http.404");
  }

  @Test
  void whatSomebodyPausedIsNotBehind() {
    assertThat(observed(channel("paused", 5_000, Duration.ofDays(3), Map.of()))).isEmpty();
    assertThat(observed(channel("dry run", 5_000, Duration.ofDays(3), Map.of()))).isEmpty();
  }

  @Test
  void soManyAsTheFileSaysAreNoAlert() {
    Map<Condition, AlertRules.Threshold> some = new EnumMap<>(Condition.class);
    some.put(Condition.DEAD_LETTERS, new AlertRules.Threshold(Duration.ZERO, 9));
    ChannelView nine = channel("online", 0, null, Map.of("dead", 9L, "mapping", 1L));

    assertThat(observed(rules(some), nine)).isEmpty();
    assertThat(observed(rules(some), channel("online", 0, null, Map.of("dead", 10L)))).hasSize(1);
  }

  @Test
  void whatIsWrongWithTheGatewayIsTold() {
    ProblemView note = new ProblemView("channels.yaml", 2, 1, "note", "x", "");
    ProblemView error = new ProblemView("channels.yaml", 3, 5, "error", "unknown key 'a'", "");
    WaitingView waiting =
        new WaitingView("0123456789ab", NOW, List.of("It would take 40 products off."), List.of());
    ConfigurationView broken =
        new ConfigurationView(
            "0123456789ab", NOW, NOW, false, List.of(note, error), List.of(), waiting);
    Seen seen =
        new Seen(
            List.of(),
            Map.of("pim", "silent: no event since noon"),
            Map.of("erp", "connecting: connection refused"),
            "the disk is full",
            broken);

    assertThat(words(new Observer(rules(AlertRules.everything())).of(seen, NOW.toEpochMilli())))
        .containsExactly(
            "SOURCE_SILENT pim: silent: no event since noon",
            "SOURCE_DISCONNECTED erp: connecting: connection refused",
            "INTAKE_SUSPENDED : the disk is full",
            "CONFIGURATION_INVALID : channels.yaml:3: unknown key 'a'",
            "CONFIGURATION_WAITING : It would take 40 products off.");
  }
}
