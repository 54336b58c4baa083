package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.channel.ChannelStatus;
import io.sluice.gateway.operations.EventTimelineView;
import io.sluice.gateway.operations.EventTimelineView.ExplainedView;
import io.sluice.gateway.operations.EventTimelineView.TrailView;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.SkuView.DeliveryView;
import io.sluice.source.Facet;
import io.sluice.store.AttemptRow;
import io.sluice.store.HeldRow;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells where one event is: what was decided about it, and how far it came on each channel. */
final class Timelines {
  private static final int HELD_AT_MOST = 500;
  private static final int ATTEMPTS_AT_MOST = 50;
  private static final int BODY_AT_MOST = 20_000;
  private static final String IDENTITY = "id:";
  private static final String ACCEPTED = "accepted";

  private final Vertx vertx;
  private final Store store;
  private final Catalog catalog;
  private final KnownFacts known;
  private final Attempts attempts;
  private final RunningChannels running;
  private final NamedChannels named;

  /** What the store knows. */
  private record Found(
      JournalRow row,
      List<AttemptRow> attempts,
      List<HeldRow> held,
      Map<String, ExplainedView> shown) {}

  Timelines(
      Vertx vertx,
      Store store,
      Catalog catalog,
      KnownFacts known,
      Attempts attempts,
      RunningChannels running,
      NamedChannels named) {
    this.vertx = vertx;
    this.store = store;
    this.catalog = catalog;
    this.known = known;
    this.attempts = attempts;
    this.running = running;
    this.named = named;
  }

  Future<EventTimelineView> of(String event) {
    return vertx.executeBlocking(() -> find(event), false).compose(this::timeline);
  }

  private Found find(String event) {
    JournalRow row =
        byPosition(event)
            .or(() -> byIdentity(event))
            .orElseThrow(
                () ->
                    new OperationException(
                        Kind.NOT_FOUND,
                        "the journal has no event '%s' (any more)".formatted(event)));
    if (row.decision() != Decision.NEW.code()) {
      return new Found(row, List.of(), List.of(), Map.of());
    }
    CatalogEntry entry = catalog.find(row.key());
    boolean newest = entry != null && entry.position(facet(row)) == row.position();
    return new Found(
        row,
        attempts.of(row.key()),
        store.held(new Store.HeldFilter(null, null, row.key()), null, HELD_AT_MOST),
        newest ? known.explained(row.key()) : Map.of());
  }

  private Optional<JournalRow> byPosition(String event) {
    return event.matches("[0-9]{1,18}") ? store.findEvent(Long.parseLong(event)) : Optional.empty();
  }

  /** Of several the newest that counted: the others repeat it. */
  private Optional<JournalRow> byIdentity(String event) {
    String id = event.startsWith(IDENTITY) ? event.substring(IDENTITY.length()) : event;
    List<JournalRow> rows = store.withEventId(id, Long.MAX_VALUE, HELD_AT_MOST);
    return rows.stream()
        .filter(row -> row.decision() == Decision.NEW.code())
        .findFirst()
        .or(() -> rows.stream().findFirst());
  }

  private static Facet facet(JournalRow row) {
    return Facet.valueOf(facetName(row.part()).toUpperCase(Locale.ROOT));
  }

  private static String facetName(String part) {
    int slash = part.indexOf('/');
    return slash < 0 ? part : part.substring(0, slash);
  }

  private Future<EventTimelineView> timeline(Found found) {
    JournalRow row = found.row();
    CatalogEntry entry = catalog.find(row.key());
    Future<List<DeliveryView>> stands =
        row.decision() != Decision.NEW.code() || entry == null
            ? Future.succeededFuture(List.of())
            : standings(entry, facet(row));
    return stands.map(
        each ->
            new EventTimelineView(
                EventSearch.view(row),
                body(row),
                each.stream().map(stand -> trail(found, stand)).toList()));
  }

  /** Where each channel stands with a facet, in the order of the file. */
  private Future<List<DeliveryView>> standings(CatalogEntry entry, Facet facet) {
    List<Future<DeliveryView>> all =
        running.names().stream()
            .map(
                name ->
                    named.ask(name, (core, now) -> ChannelStatus.delivery(core, entry, facet, now)))
            .toList();
    return Future.all(all).map(any -> all.stream().map(Future::result).toList());
  }

  private boolean getsEveryChange(String channel) {
    ChannelVerticle verticle = running.find(channel);
    return verticle != null && verticle.plan().stream();
  }

  private static String body(JournalRow row) {
    String text = new String(row.payload(), StandardCharsets.UTF_8);
    return text.length() > BODY_AT_MOST ? text.substring(0, BODY_AT_MOST) : text;
  }

  private TrailView trail(Found found, DeliveryView stand) {
    boolean each = getsEveryChange(stand.channel());
    List<AttemptRow> tries =
        tries(found, stand.channel()).stream()
            .filter(row -> !each || row.position() == found.row().position())
            .toList();
    HeldView held = held(found, stand.channel());
    String state =
        each && held == null && stand.acceptedPosition() >= found.row().position()
            ? ACCEPTED
            : state(found.row().position(), stand, tries, held);
    boolean passed = state.equals(ACCEPTED) || state.equals("superseded");
    return new TrailView(
        stand.channel(),
        stand.facet(),
        state,
        passed ? reason(state, stand, tries) : stand.reason(),
        stand.acceptedPosition(),
        passed ? null : stand.notBefore(),
        found.shown().get(stand.channel()),
        held,
        tries.stream().map(Attempts::view).toList());
  }

  /** Its own, and those of newer values until one was accepted; oldest first. */
  private static List<AttemptRow> tries(Found found, String channel) {
    JournalRow event = found.row();
    List<AttemptRow> tries = new ArrayList<>();
    List<AttemptRow> all =
        found.attempts().stream()
            .filter(each -> each.channel().equals(channel))
            .filter(each -> each.position() >= event.position())
            .filter(each -> isAbout(each.part(), event.part()))
            .sorted(
                Comparator.comparingLong(AttemptRow::atMs)
                    .thenComparingLong(each -> each.atMs() + each.durationMs()))
            .toList();
    for (AttemptRow each : all) {
      if (tries.size() < ATTEMPTS_AT_MOST) {
        tries.add(each);
      }
      if (each.outcome().equals(ACCEPTED)) {
        break;
      }
    }
    return tries;
  }

  /** State channels name the facet alone. */
  private static boolean isAbout(String attempted, String part) {
    return attempted.equals(part) || attempted.equals(facetName(part));
  }

  private static @Nullable HeldView held(Found found, String channel) {
    return found.held().stream()
        .filter(row -> row.channel().equals(channel) && row.position() == found.row().position())
        .filter(row -> isAbout(row.part(), found.row().part()))
        .findFirst()
        .map(HeldLists::view)
        .orElse(null);
  }

  private static String state(
      long position, DeliveryView stand, List<AttemptRow> tries, @Nullable HeldView held) {
    boolean own =
        tries.stream()
            .anyMatch(each -> each.outcome().equals(ACCEPTED) && each.position() == position);
    if (own || stand.acceptedPosition() == position) {
      return ACCEPTED;
    } else if (held != null && held.why().equals("dead")) {
      return held.why();
    } else if (stand.acceptedPosition() > position || isSuperseded(position, tries)) {
      return "superseded";
    }
    return stand.state();
  }

  private static boolean isSuperseded(long position, List<AttemptRow> tries) {
    return tries.stream().anyMatch(each -> each.position() > position);
  }

  private static @Nullable String reason(String state, DeliveryView stand, List<AttemptRow> tries) {
    if (state.equals(ACCEPTED)) {
      return null;
    }
    long by = tries.isEmpty() ? stand.acceptedPosition() : tries.get(tries.size() - 1).position();
    return "a newer value, of event " + by + ", took its place";
  }
}
