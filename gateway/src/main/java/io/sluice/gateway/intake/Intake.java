package io.sluice.gateway.intake;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import io.sluice.source.Refusal;
import io.sluice.source.RefusalCode;
import io.sluice.store.JournalRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides about events in the order in which they come and hands out positions. Owned by intake's
 * context.
 *
 * <p>A decision compares with the committed fact (its version is the mark) or, while a newer one is
 * on its way to the disk, with that. A group that fails is tried again unchanged until it commits,
 * so what was decided here never has to be taken back.
 */
public final class Intake {
  private static final long FUTURE_ALLOWED_MS = Duration.ofMinutes(10).toMillis();
  private static final int IDS_AT_LEAST = 100_000;

  /** Identity of what an import said. It is compared by value: nobody says it twice by accident. */
  private static final long NO_IDENTITY = 0;

  /** What the journal's column for people holds; the event itself keeps its whole id. */
  private static final int ID_SHOWN = 500;

  private final Catalog catalog;
  private final Map<Facet, String> owners;
  private final Map<String, SourceOrder> sources = new HashMap<>();
  private final RecentIds recent;
  private final Map<PartKey, Coming> onTheWay = new HashMap<>();
  private final int remembered;
  private long head;

  /**
   * @param owners facets that two sources may send, and whose word counts
   * @param head position of the newest journal row
   * @param prefetch sum over the sources: a redelivery may bring back that many events
   */
  public Intake(Catalog catalog, Map<Facet, String> owners, long head, int prefetch) {
    this(Math.max(IDS_AT_LEAST, 4 * prefetch), catalog, owners, head);
  }

  private Intake(int remembered, Catalog catalog, Map<Facet, String> owners, long head) {
    this.catalog = catalog;
    this.owners = Map.copyOf(owners);
    this.head = head;
    this.remembered = remembered;
    this.recent = new RecentIds(remembered);
  }

  /** One that remembers fewer identities, for whoever starts thousands of them. */
  public static Intake remembering(
      int identities, Catalog catalog, Map<Facet, String> owners, long head) {
    return new Intake(identities, catalog, owners, head);
  }

  /** How many of the newest events' identities are remembered. */
  public int remembered() {
    return remembered;
  }

  private record PartKey(String sku, Facet facet, String part) {}

  private record Coming(Mark mark, Change change) {}

  /** Makes a source known before its first event. */
  public void addSource(String name, VersionFrom versionFrom, long epoch) {
    sources.put(name, new SourceOrder(versionFrom, epoch));
  }

  /** Whether a file said it in the source's name, and not the source itself. */
  public static boolean isImported(JournalRow row) {
    return row.idHash() == NO_IDENTITY;
  }

  /** Remembers an event of the journal's tail after a start; call in order of position. */
  public void remember(JournalRow row) {
    if (isImported(row)) {
      return;
    }
    SourceOrder order = sources.get(row.source());
    remember(order != null && order.epoch == row.epoch() ? order : null, row);
  }

  private void remember(@Nullable SourceOrder order, JournalRow row) {
    Decision decision = Decision.of(row.decision());
    if (decision == Decision.NEW) {
      recent.add(row.idHash(), row.digest());
    }
    if (order != null) {
      order.alarm.add(decision, row.position());
    }
  }

  public long head() {
    return head;
  }

  /**
   * @param source name of a source made known before
   * @param nowMs epoch milliseconds
   */
  public Verdict decide(String source, ProductEvent event, long nowMs) {
    return decide(source, event, false, nowMs);
  }

  /**
   * As above, also for what an import says in the source's name. Where that has no version it
   * counts unless the source has said something since the event's {@code time}; without a time,
   * unless the source has said anything.
   */
  public Verdict decide(String source, ProductEvent event, boolean imported, long nowMs) {
    SourceOrder order = sources.get(source);
    Refusal refusal = order.refusal(event, imported, nowMs + FUTURE_ALLOWED_MS);
    if (refusal != null) {
      return new Verdict.Refuse(refusal);
    }
    PartKey key = new PartKey(event.sku(), event.facet(), event.part());
    Mark mark = mark(key);
    String owner = owners.get(event.facet());
    boolean others = owner == null && mark != null && otherSource(mark.source(), source);
    boolean ends = imported && event.change() instanceof Change.Discontinued;
    if (others && !ends) {
      return new Verdict.Refuse(twoSources(key, mark.source(), source));
    }
    boolean owned = !others && (owner == null || owner.equals(source));
    if (imported && owned && mark == null && isStockOfNoName(event)) {
      List<String> named = warehouses(event.sku());
      if (!named.isEmpty()) {
        return new Verdict.Refuse(addedUp(named));
      }
    }
    Mark own = mark != null && mark.source().equals(source) ? mark : null;
    if (imported) {
      boolean same = own != null && SameValue.of(event, known(key), nowMs);
      Decision decision = owned ? compareImported(order, event, own, same) : Decision.NOT_OWNED;
      if (ends && decision == Decision.NEW) {
        decision = compareEnd(order, source, event);
      }
      long version = order.versionOfImported(event, own, decision, head + 1, nowMs);
      if (decision == Decision.DUPLICATE) {
        confirm(key, version, Math.min(timeMs(event), nowMs));
      }
      return journal(source, order, event, NO_IDENTITY, decision, version, nowMs);
    }
    Decision decision = owned ? compare(order, source, event, own) : Decision.NOT_OWNED;
    long version = order.version(event, head + 1);
    long id = idHash(source, order.epoch, event);
    Verdict.Journal verdict = journal(source, order, event, id, decision, version, nowMs);
    remember(order, verdict.row());
    return verdict;
  }

  /** A source that is no longer configured says nothing more: another may take its place. */
  private boolean otherSource(String first, String source) {
    return !first.equals(source) && sources.containsKey(first);
  }

  /**
   * Takes an event again that was judged stale, as new in the source's order as it is now.
   *
   * @param upTo position up to which {@link StaleEvents} has looked for what replaces it
   * @return null where something newer came meanwhile, or another source owns the facet
   */
  public Verdict.@Nullable Journal takeAgain(
      String source, ProductEvent event, long upTo, long nowMs) {
    SourceOrder order = sources.get(source);
    Mark mark = mark(new PartKey(event.sku(), event.facet(), event.part()));
    String owner = owners.get(event.facet());
    boolean other = mark != null && owner == null && otherSource(mark.source(), source);
    boolean owned = owner == null ? !other : owner.equals(source);
    if (!owned || order == null || (mark != null && mark.position() > upTo)) {
      return null;
    }
    long version = order.version(event, head + 1);
    long id = idHash(source, order.epoch, event);
    Verdict.Journal verdict = journal(source, order, event, id, Decision.NEW, version, nowMs);
    recent.add(id, event.digest());
    return verdict;
  }

  /**
   * @param mark of the same source, if any
   */
  private Decision compare(
      SourceOrder order, String source, ProductEvent event, @Nullable Mark mark) {
    long idHash = idHash(source, order.epoch, event);
    if (recent.contains(idHash)) {
      return recent.digest(idHash) == event.digest() ? Decision.DUPLICATE : Decision.CONFLICT;
    }
    return mark == null ? Decision.NEW : order.compare(event, mark);
  }

  /**
   * What is known already is not said again by a file of today, except where the source counts.
   * Remembered ids do not matter: whoever imports the file of yesterday again means it.
   *
   * @param mark of the same source, if any
   * @param same whether it says what is known
   */
  private static Decision compareImported(
      SourceOrder order, ProductEvent event, @Nullable Mark mark, boolean same) {
    if (mark == null) {
      return Decision.NEW;
    }
    boolean counted = order.versionFrom == VersionFrom.SEQUENCE && order.hasVersion(event);
    if (!counted && (same || mark.digest() == event.digest())) {
      return Decision.DUPLICATE;
    }
    if (order.hasVersion(event)) {
      return order.compare(event, mark);
    }
    return timeMs(event) >= mark.saidAtMs() ? Decision.NEW : Decision.STALE;
  }

  /** What is on its way to the disk is as new as the file; see {@link Catalog#confirm}. */
  private void confirm(PartKey key, long version, long saidAtMs) {
    onTheWay.computeIfPresent(
        key,
        (same, coming) ->
            coming.mark().saidAtMs() < saidAtMs
                ? new Coming(coming.mark().saidAgain(version, saidAtMs), coming.change())
                : coming);
  }

  /**
   * That a product is missing in a file ends it where the source knew it and has said nothing of it
   * since, of whatever facet.
   */
  private Decision compareEnd(SourceOrder order, String source, ProductEvent event) {
    CatalogEntry entry = catalog.find(event.sku());
    if (entry == null || (order.versionFrom == VersionFrom.SEQUENCE && order.hasVersion(event))) {
      return Decision.NEW;
    }
    Decision decision = Decision.NOT_OWNED;
    for (Fact fact : entry.facts()) {
      Mark mark = mark(new PartKey(event.sku(), fact.facet(), fact.part()));
      if (mark != null && !otherSource(mark.source(), source)) {
        if (timeMs(event) < mark.saidAtMs()) {
          return Decision.STALE;
        }
        decision = Decision.NEW;
      }
    }
    return decision;
  }

  private static long timeMs(ProductEvent event) {
    return event.time() == null ? Fact.NEVER : event.time().toEpochMilli();
  }

  private Verdict.Journal journal(
      String source,
      SourceOrder order,
      ProductEvent event,
      long idHash,
      Decision decision,
      long version,
      long nowMs) {
    head++;
    if (decision == Decision.NEW) {
      PartKey key = new PartKey(event.sku(), event.facet(), event.part());
      long saidAtMs = Fact.saidAtMs(timeMs(event), version, nowMs);
      Mark mark = new Mark(source, order.epoch, version, event.digest(), head, saidAtMs);
      onTheWay.put(key, new Coming(mark, event.change()));
    }
    JournalRow row =
        new JournalRow(
            head,
            source,
            shown(event.id()),
            event.sku(),
            Fact.partName(event.facet(), event.part()),
            order.epoch,
            version,
            decision.code(),
            timeMs(event),
            nowMs,
            idHash,
            event.digest(),
            event.json());
    return new Verdict.Journal(
        new JournaledEvent(
            head, source, order.epoch, version, decision, nowMs, event, isImported(row)),
        row);
  }

  private static String shown(String id) {
    boolean fits = id.codePointCount(0, id.length()) <= ID_SHOWN;
    return fits ? id : id.substring(0, id.offsetByCodePoints(0, ID_SHOWN));
  }

  /** To be called once an event is durable and in the catalog. */
  public void committed(JournaledEvent event) {
    ProductEvent product = event.event();
    PartKey key = new PartKey(product.sku(), product.facet(), product.part());
    Coming coming = onTheWay.get(key);
    if (coming != null && coming.mark().position() == event.position()) {
      onTheWay.remove(key);
    }
  }

  private @Nullable Fact fact(PartKey key) {
    CatalogEntry entry = catalog.find(key.sku());
    return entry == null ? null : entry.find(key.facet(), key.part());
  }

  /** What a mark says. */
  private FactValue known(PartKey key) {
    Coming coming = onTheWay.get(key);
    Fact fact = fact(key);
    if (coming != null || fact == null) {
      return SameValue.known(java.util.Objects.requireNonNull(coming).change());
    }
    return fact.value();
  }

  private @Nullable Mark mark(PartKey key) {
    Coming coming = onTheWay.get(key);
    if (coming != null) {
      return coming.mark();
    }
    Fact fact = fact(key);
    return fact == null
        ? null
        : new Mark(
            fact.source(),
            fact.epoch(),
            fact.version(),
            fact.digest(),
            fact.position(),
            fact.saidAtMs());
  }

  private static Refusal twoSources(PartKey key, String first, String second) {
    String facet = key.facet().name().toLowerCase(java.util.Locale.ROOT);
    return new Refusal(
        RefusalCode.OWNER_UNKNOWN,
        "",
        facet
            + " of this SKU comes from source '"
            + first
            + "' already, and versions of two sources cannot be compared: name the owner in"
            + " gateway.yaml, for example owners: { "
            + facet
            + ": "
            + second
            + " }");
  }

  private static boolean isStockOfNoName(ProductEvent event) {
    return event.facet() == Facet.STOCK && event.part().equals(Change.DEFAULT_PART);
  }

  private List<String> warehouses(String sku) {
    CatalogEntry entry = catalog.find(sku);
    return entry == null ? List.of() : entry.of(Facet.STOCK).stream().map(Fact::part).toList();
  }

  /** A file that does not name the warehouses mostly has the sum of them. */
  private static Refusal addedUp(List<String> warehouses) {
    return new Refusal(
        RefusalCode.FIELD_MISSING,
        "/data/warehouse",
        "the stock of this SKU is known by warehouse "
            + warehouses
            + ", and this one would be added to it: name its warehouse");
  }

  private static long idHash(String source, long epoch, ProductEvent event) {
    long hash = Hashes.mix(Hashes.start(), source);
    hash = Hashes.mix(hash, event.origin());
    hash = Hashes.mix(hash, event.id());
    return Hashes.mix(hash, epoch);
  }

  /** Begins a new order of versions: whatever comes next from this source is newer. */
  public void newEpoch(String source, long epoch) {
    SourceOrder order = sources.get(source);
    order.epoch = epoch;
    order.alarm.clear();
  }

  public VersionFrom versionFrom(String source) {
    return sources.get(source).versionFrom;
  }

  public long epoch(String source) {
    return sources.get(source).epoch;
  }

  /** Whether over half of the source's last 200 events were stale. */
  public boolean versionsWentBack(String source) {
    return sources.get(source).alarm.raised();
  }

  /**
   * Position of the first event judged stale since the source's versions went back; {@link
   * Long#MAX_VALUE} where there is none.
   */
  public long staleSince(String source) {
    return sources.get(source).alarm.staleSince();
  }

  public Map<Decision, Integer> lastDecisions(String source) {
    return sources.get(source).alarm.counts();
  }
}
