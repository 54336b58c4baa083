package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.gateway.render.Content;
import io.sluice.source.Facet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the channel shows, page by page, and has each listing looked at.
 *
 * <pre>
 *   ask ──► look, some at a time ──► ask ... ──► what was not there ──► what it touched is sent ──► over
 *    ▲                                             │
 *    └─────── once more, where anything is missing ┘
 * </pre>
 *
 * While deliveries wait, a page is asked for at most every ten seconds, and every second request.
 */
final class Reading {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int LOOKED_AT_ONCE = 64;
  private static final long STEP_EVERY_MS = 5;
  private static final long BESIDE_DELIVERIES_MS = Duration.ofSeconds(10).toMillis();
  private static final long LOOK_AGAIN_MS = 250;
  private static final int TRIES = 8;
  private static final long FIRST_WAIT_MS = 500;
  private static final long LONGEST_DEFERRAL_MS = Duration.ofHours(1).toMillis();

  private final Channel channel;
  private final StateBacklog backlog;
  private final Gate gate;
  private final ReadingReport report = new ReadingReport();
  private final ListingCheck check;
  private final Deque<Listing> page = new ArrayDeque<>();
  private final SentAgain sentAgain = new SentAgain();
  private PageWalk pages = new PageWalk();
  private Phase phase = Phase.ASK;
  private @Nullable String problem;
  private @Nullable Content content;
  private int awaited = -1;
  private int failures;
  private long notBeforeMs;
  private long askedAtMs = Long.MIN_VALUE / 2;
  private boolean stored = true;
  private boolean secondTime;
  private boolean failed;

  private enum Phase {
    ASK,
    ASKED,
    LOOK,
    END,
    SENDING,
    OVER
  }

  Reading(Channel channel, StateBacklog backlog, ReadingKind kind) {
    this.channel = channel;
    this.backlog = backlog;
    this.gate = channel.gate();
    this.check = backlog.check(kind, channel.held(), new Steps(), report);
  }

  private final class Steps implements ListingCheck.Steps {
    @Override
    public void adopt(int key, String sku, Accepted what) {
      channel.answers().adopted(key, sku, what);
    }

    @Override
    public void seen(CatalogEntry entry) {
      channel.answers().seen(entry.index(), entry.sku(), Listed.YES);
    }

    @Override
    public void lost(CatalogEntry entry) {
      channel.answers().seen(entry.index(), entry.sku(), Listed.NO);
      backlog.lost(entry.index(), channel.recording());
    }

    @Override
    public void touch(int key, CatalogEntry entry, long nowMs) {
      String part = Shelf.partName(ChannelPlan.facetOf(key));
      if (backlog.touch(entry.sku(), part, true)) {
        channel.answers().waits().wake(key, nowMs);
        sentAgain.add(key);
        report.touched();
      }
    }
  }

  boolean isOver() {
    return phase == Phase.OVER;
  }

  ReadingView view() {
    return report.view(isOver(), failed, said(), sentAgain.count());
  }

  private @Nullable String said() {
    String approval = channel.waitsFor();
    if (problem != null) {
      return problem;
    }
    return phase == Phase.ASK && approval != null
        ? "waits for approval: " + approval
        : check.note();
  }

  /** Whether it ended before it had read everything. */
  private void fail(String why) {
    problem = why;
    failed = true;
    phase = Phase.OVER;
    page.clear();
  }

  /** Takes the next step if it is time; answers when to come again. */
  long proceed(long nowMs) {
    return switch (phase) {
      case ASK -> ask(nowMs);
      case LOOK -> stored && awaited < 0 ? step(nowMs) : NEVER;
      case END -> stored ? step(nowMs) : NEVER;
      case SENDING -> step(nowMs);
      case ASKED, OVER -> NEVER;
    };
  }

  /** However often it comes by, some at a time. */
  private long step(long nowMs) {
    if (nowMs < notBeforeMs) {
      return notBeforeMs;
    }
    return switch (phase) {
      case LOOK -> look(nowMs);
      case END -> end(nowMs);
      default -> sending(nowMs);
    };
  }

  private long ask(long nowMs) {
    if (!backlog.mayBegin()) {
      // What it found would be kept as decided by rules that do not hold.
      return NEVER;
    }
    long at = notBeforeMs;
    if (backlog.ready().openSize() > 0 && !channel.plan().dryRun()) {
      // Of a small rate half is left to them.
      at = Math.max(at, askedAtMs + Math.max(BESIDE_DELIVERIES_MS, 2 * gate.requestEveryMs()));
    }
    if (at > nowMs) {
      return at;
    }
    long opensAt = gate.readableAtMs(nowMs);
    if (opensAt > nowMs) {
      return opensAt;
    }
    askedAtMs = nowMs;
    phase = Phase.ASKED;
    gate.beginRead();
    channel.effects().list(pages.cursor());
    return NEVER;
  }

  void answered(ListingPage answer, long nowMs) {
    gate.read();
    if (phase != Phase.ASKED) {
      return;
    }
    if (answer instanceof ListingPage.Problem refused) {
      refused(refused.why(), nowMs);
      return;
    }
    failures = 0;
    problem = null;
    ListingPage.Items items = (ListingPage.Items) answer;
    if (!pages.turn(items)) {
      fail("a page came twice: the channel goes round in circles, or ignores which page is asked");
      return;
    }
    page.addAll(items.listings());
    phase = Phase.LOOK;
  }

  private void refused(Outcome why, long nowMs) {
    String words = OutcomeWords.of(why);
    long waitMs = FIRST_WAIT_MS << Math.min(failures, TRIES);
    if (why instanceof Outcome.Deferred deferred) {
      waitMs = Math.max(waitMs, deferred.until().toEpochMilli() - nowMs);
    }
    failures++;
    boolean worthIt =
        why instanceof Outcome.Deferred
            || why instanceof Outcome.Unreachable
            || why instanceof Outcome.Unknown;
    if (!worthIt || failures >= TRIES) {
      fail(words);
      return;
    }
    problem = "tries again after: " + words;
    notBeforeMs = nowMs + Math.min(waitMs, LONGEST_DEFERRAL_MS);
    phase = Phase.ASK;
  }

  private long look(long nowMs) {
    for (int i = 0; i < LOOKED_AT_ONCE && !page.isEmpty(); i++) {
      if (!look(page.element(), nowMs)) {
        written();
        return NEVER;
      }
      content = null;
      page.remove();
    }
    if (page.isEmpty()) {
      phase = pages.isOver() ? Phase.END : Phase.ASK;
    }
    return again(nowMs);
  }

  /** Whether it is done with. */
  private boolean look(Listing there, long nowMs) {
    CatalogEntry entry = backlog.find(there.sku());
    if (secondTime) {
      if (entry != null) {
        check.check(entry, there, null, nowMs);
      }
      return true;
    } else if (entry == null) {
      report.read(there);
      report.unknown(there.sku());
      return true;
    }
    long position = check.check(entry, there, content, nowMs);
    int key = fetchKey(entry);
    if (position == ListingCheck.DONE) {
      report.read(there);
      return true;
    } else if (channel.fetchFor(key, entry.sku(), position)) {
      awaited = key;
      return false;
    }
    // Something of it is on its way, or its content is gone.
    report.read(there);
    report.skipped();
    return true;
  }

  private static int fetchKey(CatalogEntry entry) {
    return ChannelPlan.key(entry.index(), Facet.PRODUCT);
  }

  boolean awaits(int key) {
    return awaited == key;
  }

  /**
   * @param found null where it can no longer be found
   */
  void fetched(@Nullable Content found) {
    awaited = -1;
    content = found;
    if (found == null && !page.isEmpty()) {
      report.read(page.remove());
      report.skipped();
    }
  }

  /** When it may go on after a step. */
  private long again(long nowMs) {
    notBeforeMs = nowMs + STEP_EVERY_MS;
    written();
    return stored ? notBeforeMs : NEVER;
  }

  /** What follows from a step is durable before the next: a slow store is not buried. */
  private void written() {
    if (!channel.recording().isEmpty()) {
      stored = false;
      channel.recording().whenDurable(() -> stored = true);
    }
  }

  private long end(long nowMs) {
    switch (check.end(nowMs)) {
      case GO_ON -> {
        // At the next step.
      }
      case READ_AGAIN -> readAgain();
      // A dry run sends nothing that could be waited for.
      case OVER -> phase = channel.plan().dryRun() ? Phase.OVER : Phase.SENDING;
    }
    return again(nowMs);
  }

  private void readAgain() {
    secondTime = true;
    pages = new PageWalk();
    phase = Phase.ASK;
  }

  /** Whoever waits for the end wants to know it there. */
  private long sending(long nowMs) {
    boolean all = sentAgain.look(backlog::waits);
    if (sentAgain.count() == 0) {
      phase = Phase.OVER;
      return NEVER;
    }
    notBeforeMs = nowMs + (all ? LOOK_AGAIN_MS : STEP_EVERY_MS);
    return notBeforeMs;
  }
}
