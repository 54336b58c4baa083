package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.render.Content;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import io.sluice.store.HeldRow;
import io.sluice.store.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Owes every event, in order per lane: a cursor into the journal, a window of unsent events in
 * memory, finished ranges above the cursor.
 *
 * <p>What is committed is taken from the announcement as long as it continues what was taken before
 * and the window has room; everything else is read from the journal in pages. One lane holds at
 * most a sixteenth of the window: its further events become held rows with a copy of the payload
 * until the store has none of it. Far behind, the unsent part folds to the newest value per part.
 */
final class StreamBacklog implements Backlog {
  private static final int CURSOR_WRITTEN_EVERY = 1000;

  private final ChannelPlan plan;
  private final Catalog catalog;
  private final Lanes lanes;
  private final Effects effects;
  private final StreamOffers offers;
  private final StreamView view;
  private final ReadyQueue ready = new ReadyQueue();
  private final Map<Integer, StreamLane> lanesOwing = new HashMap<>();
  private final List<JournaledEvent> toSpill = new ArrayList<>();

  /** Lanes with events in the store that earlier ones in the journal must go before. */
  private final Set<Integer> behindJournal = new HashSet<>();

  private final StreamWindow window;
  private final StreamLane.Tally tally = new StreamLane.Tally();
  private final Fold fold;
  private Cursor cursor;
  private long cursorWritten;
  private boolean cursorMoved;

  /** Nothing durable says yet where the channel began. */
  private boolean cursorIsNew;

  /** Everything up to here was taken into the window, spilled or finished. */
  private long taken;

  /** Newest durable position that was announced. */
  private long head;

  private boolean reading;
  private long generation;
  private long superseded;

  /**
   * @param cursor null where the channel is new: it begins with the next event
   * @param head newest durable position
   * @param generation above those of earlier starts
   */
  StreamBacklog(
      ChannelPlan plan,
      Catalog catalog,
      Lanes lanes,
      ContentCache contents,
      Effects effects,
      @Nullable Cursor cursor,
      long head,
      long generation) {
    this.plan = plan;
    this.generation = generation;
    this.catalog = catalog;
    this.lanes = lanes;
    this.offers = new StreamOffers(plan, catalog, contents);
    this.view = new StreamView(plan, lanes, lanesOwing, offers);
    this.effects = effects;
    this.cursor = cursor == null ? new Cursor(head + 1) : cursor;
    this.cursorIsNew = cursor == null;
    this.cursorWritten = this.cursor.next();
    this.taken = this.cursor.next() - 1;
    this.window = new StreamWindow(plan);
    this.head = head;
    this.fold = new Fold(plan.channel());
  }

  Fold fold() {
    return fold;
  }

  Cursor cursor() {
    return cursor;
  }

  @Override
  public int keyOf(String sku, String part) {
    CatalogEntry entry = Objects.requireNonNull(catalog.find(sku));
    return plan.lane(entry.index(), Shelf.facet(part));
  }

  @Override
  public ReadyQueue ready() {
    return ready;
  }

  @Override
  public int laneOf(int key) {
    return key;
  }

  @Override
  public int skuOf(int key) {
    return key;
  }

  private @Nullable StreamLane lane(String sku, Facet facet) {
    CatalogEntry entry = catalog.find(sku);
    if (entry == null) {
      return null;
    }
    int key = plan.lane(entry.index(), facet);
    return lanesOwing.computeIfAbsent(key, any -> new StreamLane(key, entry.sku(), tally));
  }

  // --- taking events in -------------------------------------------------------------------------

  @Override
  public void announced(List<JournaledEvent> batch) {
    head = Math.max(head, batch.get(batch.size() - 1).position());
    if (!reading && batch.get(0).position() <= taken + 1) {
      takeWhileRoom(batch);
    }
  }

  @Override
  public void page(List<JournaledEvent> rows) {
    reading = false;
    // The journal may be ahead of the announcements, and with it of the catalog.
    takeWhileRoom(rows.stream().filter(event -> event.position() <= head).toList());
  }

  private void takeWhileRoom(List<JournaledEvent> events) {
    for (JournaledEvent event : events) {
      if (event.position() <= taken) {
        continue;
      }
      if (!hasRoom()) {
        break;
      }
      take(event);
    }
    List<Integer> caughtUp = List.copyOf(behindJournal);
    behindJournal.clear();
    caughtUp.forEach(this::queue);
  }

  private boolean hasRoom() {
    return window.hasRoom() && toSpill.size() < window.laneRows();
  }

  private void take(JournaledEvent event) {
    taken = event.position();
    if (cursor.isFinished(event.position())) {
      return;
    }
    ProductEvent product = event.event();
    StreamLane lane =
        event.decision() == Decision.NEW && plan.send().contains(product.facet())
            ? lane(product.sku(), product.facet())
            : null;
    if (lane == null) {
      finish(event.position());
      return;
    }
    window.saw(product.json().length);
    boolean full = lane.queue.size() >= window.laneRows() && !lane.spills();
    if (lane.spillsFrom(event.position()) || full) {
      lane.spilling++;
      lane.lowestSpilled = Math.min(lane.lowestSpilled, event.position());
      toSpill.add(event);
    } else {
      add(lane, new StreamLane.Entry(event, false, false));
    }
  }

  private void add(StreamLane lane, StreamLane.Entry entry) {
    lane.queue.add(entry);
    window.added(entry);
    queue(lane.key);
  }

  private void finish(long position) {
    cursor.finish(position);
    cursorMoved = true;
  }

  /** Rows of the store that a start found, by SKU. */
  void spilledBefore(String sku, Facet facet, long rows, long lowest) {
    StreamLane lane = lane(sku, facet);
    if (lane != null) {
      lane.spilled(lane.inStoreRows() + rows);
      lane.lowestSpilled = Math.min(lane.lowestSpilled, lowest);
      queue(lane.key);
    }
  }

  @Override
  public void spilled(int key, List<HeldRow> rows, List<JournaledEvent> events) {
    StreamLane lane = lanesOwing.get(key);
    if (lane == null) {
      return;
    }
    lane.read(rows.size(), rows.size() < rowsPerRead());
    if (lane.foldedWhileReading) {
      lane.foldedWhileReading = false;
      queue(key);
      return;
    }
    events.stream()
        .sorted(Comparator.comparingLong(JournaledEvent::position))
        .forEach(event -> add(lane, new StreamLane.Entry(event, true, false)));
    queue(key);
  }

  @Override
  public long timePassed(long nowMs) {
    if (!reading && taken < head && window.hasRoomForAPage() && toSpill.isEmpty()) {
      reading = true;
      effects.readJournal(taken + 1, window.freeRows(), window.freeBytes());
    }
    return Long.MAX_VALUE;
  }

  // --- sending ----------------------------------------------------------------------------------

  @Override
  public void queue(int key) {
    StreamLane lane = lanesOwing.get(key);
    if (lane == null || lanes.busy(key) || lanes.blocked(key) || folding || !started) {
      return;
    }
    if (lane.hasNext()) {
      Trouble trouble = lanes.findTrouble(key);
      if (trouble != null && trouble.failures > 0) {
        ready.add(key, Facet.STOCK, ReadyQueue.TROUBLED, trouble.lastFailureMs);
      } else {
        ready.add(key, Facet.STOCK, ReadyQueue.STOCK, lane.order());
      }
    } else if (lane.inStore() && !lane.reading) {
      readSpilled(lane);
    } else if (lane.owesNothing()) {
      lanesOwing.remove(key);
    }
  }

  /**
   * INVARIANT: an event in the store is sent after all earlier ones of its lane, also where a start
   * finds those in the journal only.
   */
  private void readSpilled(StreamLane lane) {
    if (taken < lane.lowestSpilled - 1 && lane.lowestSpilled != Long.MAX_VALUE) {
      behindJournal.add(lane.key);
      return;
    }
    lane.reading = true;
    lane.spilledSinceRead = 0;
    effects.readSpilled(lane.key, lane.sku, rowsPerRead());
  }

  private int rowsPerRead() {
    return Math.max(1, window.laneRows() / 2);
  }

  @Override
  public void laneFreed(int lane) {
    queue(lane);
  }

  @Override
  public Offer offer(int key, @Nullable Content fetched, long nowMs) {
    StreamLane lane = lanesOwing.get(key);
    while (lane != null && !lane.touches.isEmpty()) {
      Map.Entry<String, Long> touch = lane.touches.entrySet().iterator().next();
      Offer offer = touch(lane, touch.getKey(), touch.getValue(), fetched);
      if (!(offer instanceof Offer.Nothing)) {
        return offer;
      }
      lane.touches.remove(touch.getKey());
      fold.done(lane.sku, touch.getKey());
    }
    if (lane != null) {
      dropFolded(lane);
    }
    if (lane == null || lane.queue.isEmpty()) {
      return Offer.Nothing.NOW;
    }
    return new Offer.Send(offers.event(lane, lane.queue.peek().event()));
  }

  /** INVARIANT: an event that was folded is not sent after the newer value that stands for it. */
  private void dropFolded(StreamLane lane) {
    StreamLane.Entry first = lane.queue.peek();
    while (first != null && folded(first)) {
      removeFirst(lane, first);
      first = lane.queue.peek();
    }
  }

  private boolean folded(StreamLane.Entry entry) {
    return entry.folded() || (!entry.fromStore() && cursor.isFinished(entry.event().position()));
  }

  private void removeFirst(StreamLane lane, StreamLane.Entry first) {
    lane.queue.remove();
    window.removed(first);
  }

  /** The newest fact of a part, unless the stream itself still brings it. */
  private Offer touch(StreamLane lane, String part, long again, @Nullable Content fetched) {
    Fact fact = offers.fact(lane.sku, part);
    return fact == null || comesByItself(lane, fact)
        ? Offer.Nothing.NOW
        : offers.newest(lane, fact, part, again, fetched);
  }

  private boolean comesByItself(StreamLane lane, Fact fact) {
    long position = fact.position();
    boolean unsent = position >= cursor.next() && !cursor.isFinished(position);
    return unsent || (lane.spillsFrom(position) && !fold.contains(lane.sku, fact));
  }

  @Override
  public boolean touch(String sku, String part, boolean always) {
    Fact fact = offers.fact(sku, part);
    StreamLane lane = fact == null ? null : lane(sku, fact.facet());
    if (lane == null || !plan.send().contains(Shelf.facet(part))) {
      return false;
    }
    lane.touches.put(part, always ? ++generation : 0);
    requeue(lane);
    return true;
  }

  /** Touches go first, so the order of a queued lane may have changed. */
  private void requeue(StreamLane lane) {
    ready.remove(lane.key);
    queue(lane.key);
  }

  @Override
  public void began(Delivery delivery) {
    lanesOwing.get(delivery.key()).inFlight = delivery;
  }

  @Override
  public void withdrawn(Delivery delivery) {
    returned(delivery);
    queue(delivery.key());
  }

  @Override
  public void accepted(Delivery delivery, Recording recording) {
    done(delivery, recording);
    if (delivery.touch()) {
      fold.accepted(delivery, recording);
    }
  }

  @Override
  public void acceptedDurably(Delivery delivery, Accepted what) {
    // The cursor moved in the same commit.
  }

  @Override
  public void returned(Delivery delivery) {
    StreamLane lane = lanesOwing.get(delivery.key());
    if (lane != null) {
      lane.inFlight = null;
    }
    if (delivery.touch()) {
      // A start forgets touches, not what the channel had taken.
      StreamLane owing = lane(delivery.ourSku(), delivery.facet());
      if (owing != null) {
        owing.touches.putIfAbsent(delivery.part(), 0L);
      }
    }
  }

  @Override
  public void resumed(Delivery delivery, long sinceMs) {
    StreamLane lane = lane(delivery.ourSku(), delivery.facet());
    if (lane != null) {
      lane.inFlight = delivery;
    }
  }

  @Override
  public boolean keptInStore(Delivery delivery) {
    StreamLane lane = lanesOwing.get(delivery.key());
    StreamLane.Entry first = lane == null ? null : lane.queue.peek();
    return !delivery.touch()
        && first != null
        && first.fromStore()
        && first.event().position() == delivery.position();
  }

  @Override
  public @Nullable Target target(int key) {
    StreamLane lane = lanesOwing.get(key);
    if (lane == null || !lane.hasNext()) {
      return null;
    }
    if (!lane.touches.isEmpty()) {
      String part = lane.touches.keySet().iterator().next();
      Fact fact = offers.fact(lane.sku, part);
      // A row at that position would take the place of the event that waits in the store.
      return fact == null || comesByItself(lane, fact) || lane.spillsFrom(fact.position())
          ? null
          : new Target(lane.sku, part, fact.position());
    }
    StreamLane.Entry first = lane.queue.peek();
    ProductEvent product = first.event().event();
    String part = Fact.partName(product.facet(), product.part());
    // What lies in the store is held already.
    return first.fromStore() ? null : new Target(lane.sku, part, first.event().position());
  }

  @Override
  public void settled(Delivery delivery, Recording recording) {
    done(delivery, recording);
  }

  @Override
  public void owe(Delivery delivery) {
    returned(delivery);
  }

  private void done(Delivery delivery, Recording recording) {
    String sku = delivery.ourSku();
    StreamLane lane = lanesOwing.get(delivery.key());
    if (lane != null) {
      lane.inFlight = null;
    }
    if (delivery.touch()) {
      touched(lane, delivery);
      return;
    }
    StreamLane.Entry first = lane == null ? null : lane.queue.peek();
    if (lane == null || first == null || first.event().position() != delivery.position()) {
      // Not taken yet since the start (a pending one), or folded while it was in flight.
      finish(delivery.position());
      return;
    }
    removeFirst(lane, first);
    if (first.fromStore()) {
      recording.write(
          new Write.DeleteHeld(plan.channel(), sku, delivery.part(), delivery.position()));
      if (!first.folded()) {
        recording.whenDurable(lane::unspilled);
      }
    } else {
      finish(delivery.position());
    }
  }

  private void touched(@Nullable StreamLane lane, Delivery delivery) {
    String sku = delivery.ourSku();
    Fact fact = offers.fact(sku, delivery.part());
    if (fact != null && fact.position() > delivery.position()) {
      // Folded again meanwhile, or a newer event is on its way: the next offer shows which.
      return;
    }
    if (lane != null) {
      lane.touches.remove(delivery.part());
    }
    fold.done(sku, delivery.part());
  }

  @Override
  public void addWrites(Recording recording) {
    foldWhenFarBehind(recording);
    fold.end(recording);
    for (JournaledEvent event : toSpill) {
      recording.write(new Write.PutHeld(SpilledEvent.row(plan.channel(), event)));
      StreamLane lane = lane(event.event().sku(), event.event().facet());
      finish(event.position());
      recording.whenDurable(
          () -> {
            lane.spilled();
            queue(lane.key);
          });
    }
    toSpill.clear();
    boolean due = !recording.isEmpty() || cursor.next() - cursorWritten >= CURSOR_WRITTEN_EVERY;
    if ((cursorMoved && due) || cursorIsNew) {
      cursorMoved = false;
      cursorIsNew = false;
      long next = cursor.next();
      recording.write(new Write.PutSetting(Durable.CURSOR, plan.channel(), cursor.encode()));
      recording.whenDurable(() -> cursorWritten = next);
    }
  }

  // --- folding ----------------------------------------------------------------------------------

  private boolean foldAsked;

  /** Rows in the store that the last fold left: folding again would not get rid of them. */
  private long keptByFold;

  /** INVARIANT: nothing newer goes out before it is durable that what is older does not. */
  private boolean folding;

  private boolean started;

  /** The disk budget is reached and this channel is what pins the journal. */
  void askForFold() {
    foldAsked = true;
  }

  private void foldWhenFarBehind(Recording recording) {
    long behind = behind() - Math.min(keptByFold, tally.spilled());
    boolean tooFar =
        behind > plan.foldOverEvents() || window.estimate(behind) > plan.foldOverBytes();
    if ((tooFar || foldAsked) && toSpill.isEmpty() && !reading && behind > 0) {
      fold(recording);
    }
    // Asked while a page is read: as soon as it has come.
    foldAsked &= reading;
  }

  private void fold(Recording recording) {
    long events = behind();
    fold.begin(cursor, head, recording);
    Cursor before = cursor;
    for (StreamLane lane : new ArrayList<>(lanesOwing.values())) {
      foldLane(lane, before, recording);
    }
    window.recount(lanesOwing.values());
    cursor = new Cursor(head + 1);
    taken = head;
    cursorMoved = true;
    folding = true;
    recording.whenDurable(this::foldIsDurable);
    int parts = touchFolded();
    fold.endIfNothingIsOwed();
    keptByFold = tally.spilled();
    superseded += Math.max(0, events - parts - keptByFold);
    recording.write(new Write.PutSetting(Durable.CURSOR, plan.channel(), cursor.encode()));
  }

  private void foldIsDurable() {
    folding = false;
    queueAll();
  }

  @Override
  public void start() {
    started = true;
    queueAll();
  }

  private void queueAll() {
    List.copyOf(lanesOwing.keySet()).forEach(this::queue);
  }

  private void foldLane(StreamLane lane, Cursor before, Recording recording) {
    lane.foldQueue();
    if (lane.spills()) {
      CatalogEntry entry = catalog.find(lane.sku);
      List<Fact> facts = entry == null ? List.of() : entry.facts();
      lane.foldSpilled(facts, before, head, fold, recording);
    }
    ready.remove(lane.key);
  }

  /** Goes on with a fold that a start found. */
  void resumeFold() {
    touchFolded();
    fold.endIfNothingIsOwed();
  }

  /** Touches every part whose newest fact lies in the folded range; answers how many. */
  private int touchFolded() {
    int[] parts = {0};
    catalog.forEach(
        entry -> {
          for (Fact fact : entry.facts()) {
            if (plan.send().contains(fact.facet()) && fold.contains(entry.sku(), fact)) {
              touch(entry.sku(), fact.partName(), false);
              fold.outstanding(entry.sku(), fact.partName());
              parts[0]++;
            }
          }
        });
    return parts[0];
  }

  // --- for people -------------------------------------------------------------------------------

  /** What a fold could get rid of, on the disk as in the journal. */
  private long behind() {
    return unsent() + tally.spilled();
  }

  private long unsent() {
    return head - cursor.next() + 1 - cursor.finishedAbove();
  }

  @Override
  public long count() {
    long other = 0;
    for (StreamLane lane : lanesOwing.values()) {
      other += lane.touches.size();
    }
    return unsent() + tally.spilled() + other;
  }

  @Override
  public long superseded() {
    return superseded;
  }

  @Override
  public long neededFrom() {
    return cursorWritten;
  }

  boolean folded() {
    return fold.active();
  }

  @Override
  public long oldestAtMs() {
    return view.oldestAtMs();
  }

  @Override
  public List<BacklogEntry> head(int limit, long nowMs) {
    return view.head(limit, nowMs);
  }

  @Override
  public SkuView.DeliveryView delivery(CatalogEntry entry, Facet facet, long nowMs) {
    return view.delivery(entry, facet, cursor, nowMs);
  }
}
