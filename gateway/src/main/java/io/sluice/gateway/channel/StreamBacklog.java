package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.Renderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import io.sluice.store.HeldRow;
import io.sluice.store.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final int LANES_SHARE = 16;
  private static final int CURSOR_WRITTEN_EVERY = 1000;

  private final ChannelPlan plan;
  private final Catalog catalog;
  private final Lanes lanes;
  private final ContentCache contents;
  private final Effects effects;
  private final Renderer renderer = new Renderer();
  private final ReadyQueue ready = new ReadyQueue();
  private final Map<Integer, StreamLane> lanesOwing = new HashMap<>();
  private final List<JournaledEvent> toSpill = new ArrayList<>();
  private final Fold fold;
  private Cursor cursor;
  private long cursorWritten;
  private boolean cursorMoved;
  private boolean cursorIsNew;

  /** Everything up to here was taken into the window, spilled or finished. */
  private long taken;

  /** Newest durable position that was announced. */
  private long head;

  private int windowRows;
  private long windowBytes;
  private long averageBytes = 512;
  private boolean reading;
  private long generation;
  private long superseded;

  StreamBacklog(
      ChannelPlan plan,
      Catalog catalog,
      Lanes lanes,
      ContentCache contents,
      Effects effects,
      Cursor cursor,
      long head) {
    this.plan = plan;
    this.catalog = catalog;
    this.lanes = lanes;
    this.contents = contents;
    this.effects = effects;
    this.cursor = cursor;
    this.cursorWritten = cursor.next();
    this.taken = cursor.next() - 1;
    this.head = head;
    this.fold = new Fold(plan.channel());
  }

  Fold fold() {
    return fold;
  }

  /**
   * A channel that begins here makes that durable before the first event: a stop before its first
   * delivery would otherwise let it begin later.
   */
  void beginsHere() {
    cursorMoved = true;
    cursorIsNew = true;
  }

  Cursor cursor() {
    return cursor;
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
    return plan.lane(0, Facet.STOCK) == plan.lane(0, Facet.PRICE) ? key : ChannelPlan.skuOf(key);
  }

  private @Nullable StreamLane lane(String sku, Facet facet) {
    CatalogEntry entry = catalog.find(sku);
    if (entry == null) {
      return null;
    }
    int key = plan.lane(entry.index(), facet);
    return lanesOwing.computeIfAbsent(key, any -> new StreamLane(key, entry.sku()));
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
    takeWhileRoom(rows);
  }

  private void takeWhileRoom(List<JournaledEvent> events) {
    for (JournaledEvent event : events) {
      if (event.position() <= taken) {
        continue;
      }
      if (!hasRoom()) {
        return;
      }
      take(event);
    }
  }

  private boolean hasRoom() {
    return windowRows < plan.windowRows()
        && windowBytes < plan.windowBytes()
        && toSpill.size() < plan.windowRows() / LANES_SHARE;
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
    averageBytes += (product.json().length - averageBytes) / 64;
    if (lane.spills() || lane.queue.size() >= plan.windowRows() / LANES_SHARE) {
      lane.spilling++;
      lane.lowestSpilled = Math.min(lane.lowestSpilled, event.position());
      toSpill.add(event);
    } else {
      add(lane, new StreamLane.Entry(event, false));
    }
  }

  private void add(StreamLane lane, StreamLane.Entry entry) {
    lane.queue.add(entry);
    windowRows++;
    windowBytes += entry.event().event().json().length;
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
      lane.spilled += rows;
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
    lane.reading = false;
    if (lane.foldedWhileReading) {
      lane.foldedWhileReading = false;
      queue(key);
      return;
    }
    if (events.isEmpty()) {
      lane.spilled = 0;
    }
    events.stream()
        .sorted(Comparator.comparingLong(JournaledEvent::position))
        .forEach(event -> add(lane, new StreamLane.Entry(event, true)));
    queue(key);
  }

  @Override
  public long timePassed(long nowMs) {
    if (!reading && taken < head && roomy()) {
      reading = true;
      effects.readJournal(
          taken + 1,
          Math.max(1, plan.windowRows() - windowRows),
          Math.max(1, plan.windowBytes() - windowBytes));
    }
    return Long.MAX_VALUE;
  }

  /** Enough room that a page is worth its read. */
  private boolean roomy() {
    return windowRows <= plan.windowRows() * 3 / 4
        && windowBytes <= plan.windowBytes() * 3 / 4
        && toSpill.isEmpty();
  }

  // --- sending ----------------------------------------------------------------------------------

  @Override
  public void queue(int key) {
    StreamLane lane = lanesOwing.get(key);
    if (lane == null || lanes.busy(key) || lanes.blocked(key)) {
      return;
    }
    if (lane.hasNext()) {
      Trouble trouble = lanes.findTrouble(key);
      if (trouble != null && trouble.failures > 0) {
        ready.remove(key);
        ready.add(key, ReadyQueue.TROUBLED, trouble.lastFailureMs);
      } else {
        ready.add(key, ReadyQueue.STOCK, lane.order());
      }
    } else if (lane.spilled > 0 && !lane.reading) {
      lane.reading = true;
      effects.readSpilled(key, lane.sku, plan.windowRows() / LANES_SHARE / 2);
    } else if (lane.owesNothing()) {
      lanesOwing.remove(key);
    }
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
    return new Offer.Send(delivery(lane, lane.queue.peek().event()));
  }

  /** INVARIANT: an event that was folded is not sent after the newer value that stands for it. */
  private void dropFolded(StreamLane lane) {
    StreamLane.Entry first = lane.queue.peek();
    while (first != null && !first.fromStore() && cursor.isFinished(first.event().position())) {
      removeFirst(lane, first);
      first = lane.queue.peek();
    }
  }

  private void removeFirst(StreamLane lane, StreamLane.Entry first) {
    lane.queue.remove();
    windowRows--;
    windowBytes -= first.event().event().json().length;
  }

  private Delivery delivery(StreamLane lane, JournaledEvent event) {
    ProductEvent product = event.event();
    String part = Fact.partName(product.facet(), product.part());
    ChannelUpdate update =
        new ChannelUpdate(
            Updates.id(plan.channel(), lane.sku, part, event.position(), 0, product.digest()),
            lane.sku,
            io.sluice.adapter.Facet.valueOf(product.facet().name()),
            event.position(),
            Long.toString(event.version()),
            event.source(),
            product.time(),
            Renderer.value(product.change()),
            Listed.UNKNOWN,
            product.json());
    return new Delivery(
        lane.key,
        lane.key,
        skuOf(lane.key),
        product.facet(),
        part,
        update,
        product.digest(),
        0,
        false);
  }

  /** The newest fact of a part, unless the stream itself still brings it. */
  private Offer touch(StreamLane lane, String part, long again, @Nullable Content fetched) {
    Fact fact = fact(lane.sku, part);
    if (fact == null || comesByItself(lane, fact.position())) {
      return Offer.Nothing.NOW;
    }
    Rendering rendering = renderer.render(fact, fetched);
    if (rendering instanceof Rendering.NeedsContent needed) {
      Content cached = contents.find(needed.position());
      if (cached == null) {
        return new Offer.Fetch(lane.sku, needed.position());
      }
      rendering = renderer.render(fact, cached);
    }
    Rendering.Ready value = (Rendering.Ready) rendering;
    ChannelUpdate update =
        Updates.update(plan.channel(), lane.sku, fact.facet(), part, value, Listed.UNKNOWN, again);
    return new Offer.Send(
        new Delivery(
            lane.key,
            lane.key,
            skuOf(lane.key),
            fact.facet(),
            part,
            update,
            value.digest(),
            0,
            true));
  }

  private @Nullable Fact fact(String sku, String part) {
    CatalogEntry entry = catalog.find(sku);
    int slash = part.indexOf('/');
    return entry == null
        ? null
        : entry.find(Shelf.facet(part), slash < 0 ? "" : part.substring(slash + 1));
  }

  private boolean comesByItself(StreamLane lane, long position) {
    boolean unsent = position >= cursor.next() && !cursor.isFinished(position);
    return unsent || (lane.spills() && position >= lane.lowestSpilled);
  }

  @Override
  public boolean touch(String sku, String part, boolean always) {
    Fact fact = fact(sku, part);
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
  public void accepted(Delivery delivery, Recording recording) {
    done(delivery, recording);
    if (delivery.touch()) {
      fold.accepted(delivery, recording);
    }
  }

  @Override
  public void acceptedDurably(Delivery delivery) {
    // The cursor moved in the same commit.
  }

  @Override
  public void returned(Delivery delivery) {
    StreamLane lane = lanesOwing.get(delivery.key());
    if (lane != null) {
      lane.inFlight = null;
    }
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
    StreamLane lane = lanesOwing.get(delivery.key());
    lane.inFlight = null;
    if (delivery.touch()) {
      lane.touches.remove(delivery.part());
      fold.done(lane.sku, delivery.part());
      return;
    }
    StreamLane.Entry first = lane.queue.peek();
    if (first == null || first.event().position() != delivery.position()) {
      // Not taken yet since the start (a pending one), or folded while it was in flight.
      finish(delivery.position());
      return;
    }
    removeFirst(lane, first);
    if (first.fromStore()) {
      recording.write(
          new Write.DeleteHeld(plan.channel(), lane.sku, delivery.part(), delivery.position()));
      recording.whenDurable(() -> unspilled(lane));
    } else {
      finish(delivery.position());
    }
  }

  private void unspilled(StreamLane lane) {
    lane.spilled--;
    if (!lane.spills()) {
      lane.lowestSpilled = Long.MAX_VALUE;
    }
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
            lane.spilling--;
            lane.spilled++;
            queue(lane.key);
          });
    }
    toSpill.clear();
    boolean due =
        cursorIsNew
            || !recording.isEmpty()
            || cursor.next() - cursorWritten >= CURSOR_WRITTEN_EVERY;
    if (cursorMoved && due) {
      cursorMoved = false;
      cursorIsNew = false;
      long next = cursor.next();
      recording.write(new Write.PutSetting(Durable.CURSOR, plan.channel(), cursor.encode()));
      recording.whenDurable(() -> cursorWritten = next);
    }
  }

  // --- folding ----------------------------------------------------------------------------------

  private boolean foldAsked;

  /** The disk budget is reached and this channel is what pins the journal. */
  void askForFold() {
    foldAsked = true;
  }

  private void foldWhenFarBehind(Recording recording) {
    long behind = unsent();
    boolean tooFar = behind > plan.foldOverEvents() || behind * averageBytes > plan.foldOverBytes();
    if ((tooFar || foldAsked) && toSpill.isEmpty() && !reading && head >= cursor.next()) {
      fold(recording);
    }
    foldAsked = false;
  }

  private void fold(Recording recording) {
    long events = unsent();
    fold.begin(cursor, head, recording);
    for (StreamLane lane : new ArrayList<>(lanesOwing.values())) {
      foldLane(lane, recording);
    }
    windowRows = 0;
    windowBytes = 0;
    for (StreamLane lane : lanesOwing.values()) {
      windowRows += lane.queue.size();
      lane.queue.forEach(entry -> windowBytes += entry.event().event().json().length);
    }
    cursor = new Cursor(head + 1);
    taken = head;
    cursorMoved = true;
    int parts = touchFolded();
    superseded += Math.max(0, events - parts);
    recording.write(new Write.PutSetting(Durable.CURSOR, plan.channel(), cursor.encode()));
  }

  private void foldLane(StreamLane lane, Recording recording) {
    StreamLane.Entry inFlight =
        lane.inFlight != null && !lane.inFlight.touch() ? lane.queue.peek() : null;
    lane.queue.clear();
    if (inFlight != null) {
      lane.queue.add(new StreamLane.Entry(inFlight.event(), false));
    }
    if (lane.spills()) {
      CatalogEntry entry = catalog.find(lane.sku);
      for (Fact fact : entry == null ? List.<Fact>of() : entry.facts()) {
        lane.touches.putIfAbsent(fact.partName(), 0L);
        recording.write(new Write.DeleteHeldUpTo(plan.channel(), lane.sku, fact.partName(), head));
      }
      lane.spilled = 0;
      lane.lowestSpilled = Long.MAX_VALUE;
    }
    lane.foldedWhileReading = lane.reading;
    ready.remove(lane.key);
  }

  /** Touches every part whose newest fact lies in the folded range; answers how many. */
  int touchFolded() {
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

  private long unsent() {
    return head - cursor.next() + 1 - cursor.finishedAbove();
  }

  @Override
  public long count() {
    long other = 0;
    for (StreamLane lane : lanesOwing.values()) {
      other += lane.spilled + lane.touches.size();
    }
    return unsent() + other;
  }

  @Override
  public long oldestAtMs() {
    long oldest = Long.MAX_VALUE;
    for (StreamLane lane : lanesOwing.values()) {
      StreamLane.Entry first = lane.queue.peek();
      if (first != null) {
        oldest = Math.min(oldest, first.event().receivedAtMs());
      }
      for (String part : lane.touches.keySet()) {
        Fact fact = fact(lane.sku, part);
        oldest = fact == null ? oldest : Math.min(oldest, fact.receivedAtMs());
      }
    }
    return oldest;
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
  public List<BacklogEntry> head(int limit, long nowMs) {
    return lanesOwing.values().stream()
        .filter(StreamLane::hasNext)
        .sorted(Comparator.comparingLong(StreamLane::order))
        .limit(limit)
        .map(lane -> describe(lane, nowMs))
        .toList();
  }

  private BacklogEntry describe(StreamLane lane, long nowMs) {
    String state = lane.inFlight == null ? null : "in flight";
    if (!lane.touches.isEmpty()) {
      String part = lane.touches.keySet().iterator().next();
      Fact fact = fact(lane.sku, part);
      long position = fact == null ? 0 : fact.position();
      return lanes.describe(lane.key, lane.sku, part, position, state, nowMs);
    }
    JournaledEvent event = lane.queue.peek().event();
    String part = Fact.partName(event.event().facet(), event.event().part());
    return lanes.describe(lane.key, lane.sku, part, event.position(), state, nowMs);
  }

  @Override
  public SkuView.DeliveryView delivery(CatalogEntry entry, Facet facet, long nowMs) {
    int key = plan.lane(entry.index(), facet);
    StreamLane lane = lanesOwing.get(key);
    long newest = entry.position(facet);
    String state = "not selected";
    if (lane != null && lane.inFlight != null) {
      state = "in flight";
    } else if (lane != null && (lane.hasNext() || lane.spills())) {
      state = lanes.stateOf(key, nowMs);
    } else if (plan.send().contains(facet)) {
      state = newest >= cursor.next() && !cursor.isFinished(newest) ? "waiting" : "accepted";
    }
    long accepted = state.equals("accepted") ? newest : 0;
    return lanes.delivery(plan.channel(), key, Shelf.partName(facet), state, accepted, nowMs);
  }
}
