package io.sluice.gateway.api;

import io.sluice.gateway.operations.AttemptView;
import io.sluice.gateway.operations.AuditEntry;
import io.sluice.gateway.operations.AuditView;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.ChangesView;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.EventTimelineView;
import io.sluice.gateway.operations.EventView;
import io.sluice.gateway.operations.FactsView;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.IncidentView;
import io.sluice.gateway.operations.JobView;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.gateway.operations.RefusedView;
import io.sluice.gateway.operations.ResyncView;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.operations.SourceView;
import io.sluice.gateway.operations.TrendsView;
import io.sluice.gateway.operations.TrendsView.TrendView;
import io.sluice.gateway.operations.WaitingView;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Example views, all at one moment. */
public final class Views {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private Views() {}

  public static ChannelView channel(String name, String problem) {
    return new ChannelView(
        name,
        "http",
        "latest_per_sku",
        "offline",
        problem,
        NOW.minusSeconds(240),
        NOW.plusSeconds(12),
        "half_open",
        1203,
        NOW.minusSeconds(7500),
        2,
        Map.of("dead", 4L, "guard", 1L),
        Map.of("http.422", 4L),
        99_000,
        12,
        101_000,
        problem,
        new ResyncView(400, 1000, 31, 12, null, null),
        new IncidentView(1, NOW.minusSeconds(60), List.of(held(name, "A-1", "guard", problem))),
        null,
        null,
        null,
        List.of("backlog over its alert: 1203"));
  }

  /** One of which only these two numbers matter. */
  public static ChannelView counting(String name, long backlog, long accepted) {
    return counting(name, "online", backlog, accepted, Map.of());
  }

  public static ChannelView counting(
      String name, String state, long backlog, long accepted, Map<String, Long> held) {
    return new ChannelView(
        name,
        "http",
        "latest_per_sku",
        state,
        null,
        NOW,
        null,
        "closed",
        backlog,
        null,
        0,
        held,
        Map.of(),
        accepted,
        0,
        accepted,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  /** A zip with one small entry. */
  public static void zip(OutputStream out, String entry) {
    try {
      ZipOutputStream zip = new ZipOutputStream(out);
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(new byte[] {1, 2, 3});
      zip.finish();
      zip.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TrendsView trends(Collection<String> channels) {
    return new TrendsView(
        10,
        channels.stream()
            .map(
                name ->
                    new TrendView(
                        name,
                        List.of(900L, 1_203L),
                        List.of(0.0, 12.5),
                        12.5,
                        8.0,
                        null,
                        60L,
                        "less"))
            .toList());
  }

  static ChannelView inState(
      ChannelView before, String state, @Nullable String reason, @Nullable Instant nextAt) {
    return new ChannelView(
        before.channel(),
        before.adapter(),
        before.keep(),
        state,
        reason,
        NOW,
        nextAt,
        "closed",
        before.backlog(),
        before.oldestAt(),
        before.inFlight(),
        before.held(),
        before.deadLetters(),
        before.accepted(),
        before.superseded(),
        before.attempts(),
        null,
        null,
        null,
        null,
        state.equals("paused") ? nextAt : null,
        null,
        List.of());
  }

  /** A configuration that waits for a person. */
  public static WaitingView waiting() {
    ChangesView changes =
        new ChangesView(
            "shop",
            1_000,
            new ChangesView.BeforeAfter(900, 400),
            new ChangesView.BeforeAfter(800, 350),
            new ChangesView.BeforeAfter(0, 3),
            450,
            12,
            0,
            500,
            450,
            0,
            0,
            List.of(new ChangesView.Example("S1", "leaving", "listed", "out of stock")));
    return new WaitingView(
        "3f6c01d2a9be",
        NOW,
        List.of("shop: 500 of 900 listed products would leave"),
        List.of(changes));
  }

  public static BacklogEntry waiting(String sku) {
    return new BacklogEntry(
        sku, "stock", 17, "backoff", NOW.minusSeconds(7500), 3, NOW.plusSeconds(30), "HTTP 503");
  }

  public static HeldView held(String channel, String sku, String why, String text) {
    return new HeldView(
        channel,
        sku,
        "stock/BER",
        42,
        why,
        NOW.minusSeconds(3600),
        why.equals("dead") ? null : NOW.plusSeconds(90),
        5,
        "price.too_low",
        text,
        text,
        "{\"price\":\"9.90\"}");
  }

  public static RefusedView refused(long id, String text) {
    return new RefusedView(
        id, "pim", NOW, "json.syntax", "/data/0", text, null, text.length(), text);
  }

  public static SourceView source(String name) {
    return new SourceView(
        name,
        "rabbitmq",
        true,
        "connected",
        NOW.minusSeconds(90),
        null,
        "sequence",
        0,
        1234,
        5,
        Map.of("new", 150, "stale", 50),
        List.of());
  }

  public static FactsView facts(String sku) {
    return new FactsView(
        sku,
        List.of(new FactsView.SaidView(17, "pim", "42", NOW, "{\"specversion\":\"1.0\"}")),
        List.of(
            new FactsView.ShownView(
                "shop",
                Map.of("stock", "7", "tags", List.of("red", "warm")),
                Map.of("margin", "below 8 %"),
                "")));
  }

  public static SkuView sku(String sku) {
    return new SkuView(
        sku,
        List.of(
            new SkuView.FactView("stock", "BER", "pim", "42", 17, "{\"quantity\":7}"),
            new SkuView.FactView("price", "default", "pim", "43", 18, "{\"amount\":\"9.90\"}")),
        List.of(
            new SkuView.DeliveryView("shop", "stock", "accepted", 17, null, null),
            new SkuView.DeliveryView("shop", "price", "backoff", 0, "HTTP 503", NOW)),
        Map.of(
            "shop",
            new EventTimelineView.ExplainedView(
                Map.of("price", "10.89"), Map.of(), "", Map.of("price", "9.90 -> +10 % 10.89"))),
        List.of(new SkuView.EventView(17, "e-1", "pim", "BER", "42", "new", NOW)));
  }

  public static EventView event(long position, String id, String sku) {
    return new EventView(position, id, "pim", sku, "stock/BER", "42", "new", null, NOW);
  }

  public static AttemptView attempt(String sku, long position, String outcome, int status) {
    boolean accepted = outcome.equals("accepted");
    return new AttemptView(
        "shop",
        sku,
        "stock",
        position,
        accepted ? 2 : 1,
        NOW.minusSeconds(accepted ? 60 : 90),
        12,
        outcome,
        accepted ? null : "http." + status,
        status,
        accepted ? null : "HTTP " + status,
        "PUT http://shop/A-1",
        accepted ? null : "no");
  }

  public static EventTimelineView timeline(long position, String id, String sku) {
    return new EventTimelineView(
        event(position, id, sku),
        "{\"specversion\":\"1.0\"}",
        List.of(
            new EventTimelineView.TrailView(
                "shop",
                "stock",
                "accepted",
                null,
                position,
                null,
                new EventTimelineView.ExplainedView(
                    Map.of("stock", "7", "tags", List.of("red")),
                    Map.of(),
                    "",
                    Map.of("stock", "9 -> keep_back 2 7")),
                null,
                List.of(
                    attempt(sku, position, "unreachable", 503),
                    attempt(sku, position, "accepted", 200))),
            new EventTimelineView.TrailView(
                "other",
                "stock",
                "dead",
                "too cheap",
                0,
                null,
                null,
                held("other", sku, "dead", "too cheap"),
                List.of())));
  }

  static AuditView audit(long id, AuditEntry entry) {
    return new AuditView(
        id,
        NOW,
        "local",
        entry.address(),
        entry.client(),
        entry.action(),
        entry.target(),
        entry.count(),
        entry.reason(),
        entry.problem());
  }

  static JobView job(String id, String channel, long done, long total) {
    return job(id, "replay", channel, done, total, null);
  }

  static JobView job(
      String id, String kind, String channel, long done, long total, @Nullable ReadingView found) {
    String state = done < total ? "running" : "done";
    return new JobView(id, kind, channel, state, done, total, NOW, null, found);
  }

  static ReadingView reading(long listings) {
    return new ReadingView(
        true,
        false,
        null,
        listings,
        listings,
        0,
        1,
        List.of("X-1"),
        listings,
        2,
        0,
        1,
        0,
        0,
        2,
        0,
        List.of(new ReadingView.Difference("a", "stock", "5", "7", "7")));
  }
}
