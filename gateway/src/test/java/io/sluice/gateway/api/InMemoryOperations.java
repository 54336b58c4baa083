package io.sluice.gateway.api;

import io.sluice.gateway.operations.Alerting;
import io.sluice.gateway.operations.AlertsView;
import io.sluice.gateway.operations.AttemptQuery;
import io.sluice.gateway.operations.AttemptView;
import io.sluice.gateway.operations.Audit;
import io.sluice.gateway.operations.AuditEntry;
import io.sluice.gateway.operations.AuditView;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.BackupView;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.Channels;
import io.sluice.gateway.operations.ConfigurationView;
import io.sluice.gateway.operations.EventQuery;
import io.sluice.gateway.operations.EventTimelineView;
import io.sluice.gateway.operations.EventView;
import io.sluice.gateway.operations.FactsView;
import io.sluice.gateway.operations.HealedView;
import io.sluice.gateway.operations.Held;
import io.sluice.gateway.operations.HeldAction;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.History;
import io.sluice.gateway.operations.JobView;
import io.sluice.gateway.operations.Jobs;
import io.sluice.gateway.operations.LogLevelView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.Operations;
import io.sluice.gateway.operations.Page;
import io.sluice.gateway.operations.Posting;
import io.sluice.gateway.operations.ProblemView;
import io.sluice.gateway.operations.Products;
import io.sluice.gateway.operations.Readiness;
import io.sluice.gateway.operations.ReadyView;
import io.sluice.gateway.operations.RefusedView;
import io.sluice.gateway.operations.Reloading;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.operations.SourceView;
import io.sluice.gateway.operations.Sources;
import io.sluice.gateway.operations.Steering;
import io.sluice.gateway.operations.TakeQuery;
import io.sluice.gateway.operations.TakenView;
import io.sluice.gateway.operations.TrendsView;
import io.sluice.gateway.operations.Upkeep;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A gateway without anything behind it, that remembers what it was asked. */
public class InMemoryOperations
    implements Channels,
        Steering,
        Held,
        Jobs,
        Products,
        Sources,
        Posting,
        History,
        Audit,
        Alerting,
        Reloading,
        Upkeep,
        Readiness {
  public final List<String> calls = new CopyOnWriteArrayList<>();
  public final Map<String, ChannelView> channels =
      Collections.synchronizedMap(new LinkedHashMap<>());
  public final Map<String, SourceView> sources = Collections.synchronizedMap(new LinkedHashMap<>());
  public final Map<String, FactsView> facts = Collections.synchronizedMap(new LinkedHashMap<>());
  public final Map<String, SkuView> skus = Collections.synchronizedMap(new LinkedHashMap<>());
  public final List<String> discontinued = new CopyOnWriteArrayList<>();
  public final List<BacklogEntry> backlog = new CopyOnWriteArrayList<>();
  public final List<HeldView> held = new CopyOnWriteArrayList<>();
  public final List<HeldView> dead = new CopyOnWriteArrayList<>();
  public final List<RefusedView> refused = new CopyOnWriteArrayList<>();
  public final List<EventView> events = new CopyOnWriteArrayList<>();
  public final Map<String, EventTimelineView> timelines =
      Collections.synchronizedMap(new LinkedHashMap<>());
  public final List<AttemptView> attempts = new CopyOnWriteArrayList<>();
  public final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
  public final List<JobView> jobs = new CopyOnWriteArrayList<>();
  public final List<AlertsView.AlertView> alerts = new CopyOnWriteArrayList<>();
  public final List<AlertsView.ReceiverView> receivers = new CopyOnWriteArrayList<>();
  public final InMemoryIntake intake = new InMemoryIntake();
  public volatile ConfigurationView configuration =
      new ConfigurationView(
          "0123456789ab",
          Views.NOW,
          Views.NOW,
          false,
          List.of(new ProblemView("channels.yaml", 3, 5, "error", "unknown key 'keep_bak'", "")),
          List.of(),
          Views.waiting());
  public volatile ReadyView ready = new ReadyView(true, List.of());
  public volatile @Nullable RuntimeException failure;

  /** So many batches are to be sent again later. */
  public final AtomicInteger putOff = new AtomicInteger();

  /** So long is a backup, of zeros; 0: a small archive. */
  public volatile long backupBytes;

  private final AtomicLong jobDone = new AtomicLong();

  public final Operations all() {
    return new Operations(
        this, this, this, this, this, this, this, this, this, this, this, this, this);
  }

  @Override
  public Future<List<ChannelView>> channels() {
    return answer("channels", () -> List.copyOf(channels.values()));
  }

  @Override
  public Future<ChannelView> channel(String channel) {
    return answer("channel " + channel, () -> known(channels, channel));
  }

  @Override
  public Future<ChannelView> pause(
      String channel, String who, String reason, @Nullable Instant until) {
    return answer(
        "pause " + channel + " by " + who + " for '" + reason + "' until " + until,
        () -> changeState(channel, "paused", reason, until));
  }

  @Override
  public Future<ChannelView> resume(String channel, String who) {
    return answer(
        "resume " + channel + " by " + who, () -> changeState(channel, "online", null, null));
  }

  @Override
  public Future<List<LogLevelView>> logLevels() {
    return answer("logLevels", () -> List.of(new LogLevelView("io.sluice", "debug", Views.NOW)));
  }

  @Override
  public Future<List<LogLevelView>> logLevel(
      String logger, @Nullable String level, @Nullable Instant until, String who) {
    return answer(
        "logLevel " + logger + " " + level + " until " + until + " by " + who,
        () ->
            level == null
                ? List.of()
                : List.of(new LogLevelView(logger, level, until == null ? Views.NOW : until)));
  }

  @Override
  public Future<BackupView> backup(OutputStream out, String who) {
    return answer("backup by " + who, () -> new BackupView(Views.NOW, 7, 1_000))
        .compose(view -> elsewhere(() -> backup(out)).map(view));
  }

  private void backup(OutputStream out) {
    if (backupBytes == 0) {
      Views.zip(out, "backup.json");
      return;
    }
    try {
      byte[] zeros = new byte[1 << 16];
      for (long written = 0; written < backupBytes; written += zeros.length) {
        out.write(zeros);
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public Future<Void> supportBundle(boolean events, OutputStream out, String who) {
    return answer("supportBundle by " + who, () -> who)
        .compose(any -> elsewhere(() -> Views.zip(out, events ? "events/held.json" : "about.txt")));
  }

  /** Who writes must not hold up whoever sends. */
  private static Future<Void> elsewhere(Runnable write) {
    return Future.fromCompletionStage(CompletableFuture.runAsync(write));
  }

  @Override
  public Future<List<ChannelView>> pauseAll(String who, String reason, @Nullable Instant until) {
    return answer(
        "pause all by " + who + " for '" + reason + "' until " + until,
        () ->
            channels.keySet().stream()
                .map(channel -> changeState(channel, "paused", reason, until))
                .toList());
  }

  @Override
  public Future<List<ChannelView>> resumeAll(String who) {
    return answer(
        "resume all by " + who,
        () ->
            channels.keySet().stream()
                .map(channel -> changeState(channel, "online", null, null))
                .toList());
  }

  @Override
  public Future<ChannelView> rate(String channel, @Nullable Double perSecond, String who) {
    return answer(
        "rate " + channel + " " + perSecond + " by " + who, () -> known(channels, channel));
  }

  @Override
  public Future<ChannelView> probe(String channel, String who) {
    return answer("probe " + channel + " by " + who, () -> known(channels, channel));
  }

  @Override
  public Future<ChannelView> cancelResync(String channel, String who) {
    return answer("cancelResync " + channel + " by " + who, () -> known(channels, channel));
  }

  @Override
  public Future<ChannelView> forget(String channel, String who) {
    return answer("forget " + channel + " by " + who, () -> known(channels, channel));
  }

  private ChannelView changeState(
      String channel, String state, @Nullable String reason, @Nullable Instant until) {
    ChannelView changed = Views.inState(known(channels, channel), state, reason, until);
    channels.put(channel, changed);
    return changed;
  }

  @Override
  public Future<TrendsView> trends() {
    return answer("trends", () -> Views.trends(channels.keySet()));
  }

  @Override
  public Future<List<BacklogEntry>> backlog(String channel, int limit) {
    return answer(
        "backlog " + channel + " " + limit,
        () -> {
          known(channels, channel);
          return backlog.subList(0, Math.min(limit, backlog.size()));
        });
  }

  @Override
  public Future<Page<HeldView>> held(HeldQuery query, @Nullable String cursor, int limit) {
    return answer("held " + query, () -> page(matching(held, query), cursor, limit));
  }

  @Override
  public Future<Page<HeldView>> deadLetters(HeldQuery query, @Nullable String cursor, int limit) {
    return answer("deadLetters " + query, () -> page(matching(dead, query), cursor, limit));
  }

  @Override
  public Future<Integer> decide(HeldAction action, HeldQuery query, String who) {
    return answer(
        action + " " + query + " by " + who,
        () -> matching(action.ofDead() ? dead : held, query).size());
  }

  private static List<HeldView> matching(List<HeldView> rows, HeldQuery query) {
    List<HeldView> matching = new ArrayList<>(rows);
    matching.removeIf(row -> query.channel() != null && !row.channel().equals(query.channel()));
    matching.removeIf(row -> query.why() != null && !row.why().equals(query.why()));
    matching.removeIf(row -> query.sku() != null && !row.sku().equals(query.sku()));
    return matching;
  }

  private static <T> Page<T> page(List<T> rows, @Nullable String cursor, int limit) {
    if (cursor != null && !cursor.matches("from=[0-9]+")) {
      throw new OperationException(Kind.INVALID, "the cursor is none of ours");
    }
    int from = cursor == null ? 0 : Integer.parseInt(cursor.substring("from=".length()));
    int to = Math.min(rows.size(), from + limit);
    return new Page<>(rows.subList(from, to), to < rows.size() ? "from=" + to : null);
  }

  @Override
  public Future<JobView> replay(String channel, Instant since, String who) {
    return answer(
        "replay " + channel + " since " + since + " by " + who,
        () -> {
          jobDone.set(0);
          return Views.job("job/1", known(channels, channel).channel(), 0, 3);
        });
  }

  @Override
  public Future<JobView> adopt(String channel, boolean content, String who) {
    return answer(
        "adopt " + channel + (content ? " with content" : "") + " by " + who,
        () -> Views.job("job/2", "adopt", known(channels, channel).channel(), 0, 3, null));
  }

  @Override
  public Future<JobView> reconcile(String channel, boolean dryRun, String who) {
    return answer(
        "reconcile " + channel + (dryRun ? " dry" : "") + " by " + who,
        () -> Views.job("job/2", "reconcile", known(channels, channel).channel(), 0, 3, null));
  }

  @Override
  public Future<JobView> begin(HeldAction action, HeldQuery query, String who) {
    return answer(
        action + " " + query + " as a job by " + who,
        () -> Views.job("job/3", action.toString(), "", 0, 7, null));
  }

  @Override
  public Future<JobView> cancel(String id, String who) {
    return answer(
        "cancel " + id + " by " + who,
        () -> {
          if (id.equals("job/2")) {
            throw new OperationException(Kind.CONFLICT, "the job is over: done");
          }
          return Views.job(id, "shop", 1, 3);
        });
  }

  @Override
  public Future<List<JobView>> jobs() {
    return Future.succeededFuture(List.copyOf(jobs));
  }

  @Override
  public Future<Page<EventView>> events(EventQuery query, @Nullable String cursor, int limit) {
    return answer("events " + query, () -> page(events, cursor, limit));
  }

  @Override
  public Future<EventTimelineView> event(String event) {
    return answer("event " + event, () -> known(timelines, event));
  }

  @Override
  public Future<Page<AttemptView>> attempts(
      AttemptQuery query, @Nullable String cursor, int limit) {
    return answer("attempts " + query, () -> page(attempts, cursor, limit));
  }

  @Override
  public Future<Page<AuditView>> audit(@Nullable String cursor, int limit) {
    List<AuditView> steps = new ArrayList<>();
    for (AuditEntry entry : audited) {
      steps.add(0, Views.audit(audited.indexOf(entry) + 1L, entry));
    }
    return answer("audit", () -> page(steps, cursor, limit));
  }

  @Override
  public Future<Void> audited(AuditEntry entry) {
    audited.add(entry);
    return Future.succeededFuture();
  }

  /** Each question finds it one step further. */
  @Override
  public Future<JobView> job(String id) {
    return answer(
        "job " + id,
        () -> {
          if (id.equals("job/2")) {
            return Views.job(id, "reconcile", "shop", 3, 3, Views.reading(3));
          }
          if (id.equals("job/3")) {
            return Views.job(id, "redrive", "", 7, 7, null);
          }
          if (!id.equals("job/1")) {
            throw new OperationException(Kind.NOT_FOUND, "no job '" + id + "'");
          }
          return Views.job(id, "shop", Math.min(jobDone.incrementAndGet(), 3), 3);
        });
  }

  @Override
  public Future<SkuView> sku(String sku) {
    return answer("sku " + sku, () -> known(skus, sku));
  }

  @Override
  public Future<List<String>> sample(int atMost) {
    return answer("sample " + atMost, () -> facts.keySet().stream().limit(atMost).toList());
  }

  /** Takes the SKUs of {@link #facts} for known, and those of {@link #discontinued} for gone. */
  @Override
  public Future<Page<String>> skus(
      @Nullable Boolean gone, @Nullable String source, @Nullable String cursor, int limit) {
    return answer(
        "skus " + gone + " of " + source,
        () ->
            page(
                facts.keySet().stream()
                    .filter(sku -> gone == null || gone == discontinued.contains(sku))
                    .toList(),
                cursor,
                limit));
  }

  @Override
  public Future<FactsView> facts(String sku) {
    return answer("facts " + sku, () -> known(facts, sku));
  }

  @Override
  public Future<List<SourceView>> sources() {
    return answer("sources", () -> List.copyOf(sources.values()));
  }

  @Override
  public Future<HealedView> newEpoch(String source, String who) {
    return answer(
        "newEpoch " + source + " by " + who,
        () -> new HealedView(source, known(sources, source).epoch() + 1, 3));
  }

  @Override
  public Future<HealedView> lowerMark(String source, String sku, String who) {
    return answer(
        "lowerMark " + source + " " + sku + " by " + who,
        () -> new HealedView(source, known(sources, source).epoch(), 1));
  }

  @Override
  public Future<Page<RefusedView>> refused(@Nullable String cursor, int limit) {
    return answer("refused", () -> page(refused, cursor, limit));
  }

  @Override
  public Future<TakenView> take(
      byte[] body, @Nullable String contentType, Map<String, String> headers, TakeQuery query) {
    String how =
        (query.imported() ? " imported" : "")
            + (query.source() == null ? "" : " for " + query.source());
    return answer(
        "take " + contentType + how,
        () -> {
          if (putOff.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new OperationException(Kind.UNAVAILABLE, "not now");
          }
          return intake.take(body, contentType, headers);
        });
  }

  @Override
  public Future<ConfigurationView> configuration() {
    return answer("configuration", () -> configuration);
  }

  @Override
  public Future<ConfigurationView> reload(String who) {
    return answer("reload by " + who, () -> configuration);
  }

  @Override
  public Future<ConfigurationView> approve(String version, String who) {
    return answer("approve " + version + " by " + who, () -> decided(version));
  }

  @Override
  public Future<ConfigurationView> discard(String version, String who) {
    return answer("discard " + version + " by " + who, () -> decided(version));
  }

  private ConfigurationView decided(String version) {
    if (configuration.waiting() == null || !configuration.waiting().version().equals(version)) {
      throw new OperationException(Kind.CONFLICT, "configuration " + version + " does not wait");
    }
    return new ConfigurationView(version, Views.NOW, Views.NOW, true, List.of(), List.of(), null);
  }

  @Override
  public Future<ReadyView> ready() {
    return answer("ready", () -> ready);
  }

  private static <T> T known(Map<String, T> all, String name) {
    T one = all.get(name);
    if (one == null) {
      throw new OperationException(Kind.NOT_FOUND, "there is no '" + name + "'");
    }
    return one;
  }

  /** Completes at once, or fails as told; a bug fails the future, as it does in real life. */
  @Override
  public Future<AlertsView> alerts() {
    return answer("alerts", () -> new AlertsView(List.copyOf(alerts), List.copyOf(receivers)));
  }

  @Override
  public Future<List<AlertsView.ReceiverView>> testAlerts(String who) {
    return answer("test alerts by " + who, () -> List.copyOf(receivers));
  }

  private <T> Future<T> answer(String call, Supplier<T> view) {
    calls.add(call);
    RuntimeException told = failure;
    if (told != null) {
      return Future.failedFuture(told);
    }
    try {
      return Future.succeededFuture(view.get());
    } catch (OperationException refusal) {
      return Future.failedFuture(refusal);
    }
  }
}
