package io.sluice.gateway.operations;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that REST offers. Thread-safe; never blocks. A future fails with {@link
 * OperationException} where the request is at fault.
 *
 * <p>Lists take an opaque cursor (null: from the beginning) and a limit of 1 to 500.
 */
public interface Operations extends Alerting, History, Jobs, Upkeep {
  /**
   * Every channel, in the order of the file, and behind them those that are in it no more and of
   * which something is known.
   */
  Future<List<ChannelView>> channels();

  /** Fails with NOT_FOUND for an unknown channel; so do all calls that name one. */
  Future<ChannelView> channel(String channel);

  /**
   * @param until null: until somebody resumes
   */
  Future<ChannelView> pause(String channel, String who, String reason, @Nullable Instant until);

  /** Ends a pause and a {@code needs attention}. */
  Future<ChannelView> resume(String channel, String who);

  /**
   * Pauses every channel that runs. One that is paused by itself stays so beside it, so {@link
   * #resumeAll} brings back what was before.
   */
  Future<List<ChannelView>> pauseAll(String who, String reason, @Nullable Instant until);

  /** Ends what {@link #pauseAll} began, and nothing else. */
  Future<List<ChannelView>> resumeAll(String who);

  /**
   * Calls a channel no faster than that until somebody takes it back, also after a restart. Fails
   * with INVALID where that is no rate, or above the limit of channels.yaml.
   *
   * @param perSecond requests, all channels of its account aside; null: takes it back
   */
  Future<ChannelView> rate(String channel, @Nullable Double perSecond, String who);

  /** Tries one delivery now, whatever the breaker or the attention clock says. */
  Future<ChannelView> probe(String channel, String who);

  /**
   * What rules that changed would still send is not sent. Fails with CONFLICT where no such thing
   * is under way.
   */
  Future<ChannelView> cancelResync(String channel, String who);

  /**
   * Lets go of all that is known of a channel that is in the file no more. Fails with CONFLICT
   * where it still is.
   */
  Future<ChannelView> forget(String channel, String who);

  /** How each channel did in the last fifteen minutes. */
  Future<TrendsView> trends();

  /** What would be sent next, at most {@code limit}. */
  Future<List<BacklogEntry>> backlog(String channel, int limit);

  /** Held deliveries that are not dead. */
  Future<Page<HeldView>> held(HeldQuery query, @Nullable String cursor, int limit);

  /** Dead letters. */
  Future<Page<HeldView>> deadLetters(HeldQuery query, @Nullable String cursor, int limit);

  /** Touches the keys of the rows that match: the newest value is sent. Answers how many. */
  Future<Integer> redrive(HeldQuery query, String who);

  /** Lets go of dead letters that match. Answers how many. */
  Future<Integer> discard(HeldQuery query, String who);

  /** Lets what guards hold go out. Answers how many changes; the query's {@code why} counts. */
  Future<Integer> approveHeld(HeldQuery query, String who);

  /**
   * Lets go of what rules and guards hold: nobody wants it, a later change is judged anew. Answers
   * how many changes.
   */
  Future<Integer> discardHeld(HeldQuery query, String who);

  /** Touches what changed since then, as a job. */
  Future<JobView> replay(String channel, Instant since, String who);

  /**
   * Reads what a channel shows, as a job. What is right there counts as accepted; what differs
   * stays owed. Fails with INVALID where it cannot be asked, with CONFLICT while it is read.
   *
   * @param content whether the content there counts as ours, without a look
   */
  Future<JobView> adopt(String channel, boolean content, String who);

  /**
   * Reads what a channel shows, as a job, and sends what it shows otherwise than it accepted it.
   * Fails as {@link #adopt}.
   *
   * @param dryRun only tells
   */
  Future<JobView> reconcile(String channel, boolean dryRun, String who);

  /** Fails with NOT_FOUND where no event ever named the SKU. */
  Future<SkuView> sku(String sku);

  /**
   * SKUs of which something is known, spread evenly over all of them.
   *
   * @param atMost 1 to 1,000
   */
  Future<List<String>> sample(int atMost);

  /**
   * SKUs of which something is known, in the order in which they came to be known. A page may have
   * fewer than the limit and not be the last.
   *
   * @param discontinued only those that are, or are not; null: all
   * @param source only those of which this source has said what is known, or a part of it; null:
   *     all
   */
  Future<Page<String>> skus(
      @Nullable Boolean discontinued, @Nullable String source, @Nullable String cursor, int limit);

  /** Fails with NOT_FOUND where nothing is known of the SKU. */
  Future<FactsView> facts(String sku);

  Future<List<SourceView>> sources();

  /**
   * Begins a new order of versions: for a source restored from a backup. Of each part whose events
   * were judged stale since its versions went back, the newest is taken again.
   */
  Future<HealedView> newEpoch(String source, String who);

  /**
   * The same for one SKU, within the epoch: where its newest events were judged stale they count.
   */
  Future<HealedView> lowerMark(String source, String sku, String who);

  /** Messages that were no valid events, newest first. */
  Future<Page<RefusedView>> refused(@Nullable String cursor, int limit);

  /**
   * Takes events over HTTP; completes after the journal's commit.
   *
   * @param contentType as sent, decides single, batch, structured or binary
   * @param headers as sent
   */
  Future<TakenView> take(
      byte[] body,
      @Nullable String contentType,
      java.util.Map<String, String> headers,
      TakeQuery query);

  /** The configuration that runs, and what the last look at its files came to. */
  Future<ConfigurationView> configuration();

  /** Reads the files again; completes once what they say runs, or was found wrong. */
  Future<ConfigurationView> reload(String who);

  /**
   * Takes over the configuration that waits.
   *
   * @param version the one that was looked at; fails with CONFLICT where another or none waits
   */
  Future<ConfigurationView> approve(String version, String who);

  /** Drops the configuration that waits; else as {@link #approve}. */
  Future<ConfigurationView> discard(String version, String who);

  Future<ReadyView> ready();
}
