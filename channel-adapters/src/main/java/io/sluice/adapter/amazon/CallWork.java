package io.sluice.adapter.amazon;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one call has to submit, listing by listing, and what became of its updates so far. */
final class CallWork {
  /** Stocks of 0 that go ahead of a feed: about as many as a call has the time for. */
  static final int AHEAD_AT_MOST = 100;

  private final List<@Nullable Outcome> outcomes;
  private final Map<String, OfListing> listings = new LinkedHashMap<>();
  private final BitSet begun = new BitSet();

  private boolean asFeed;

  private CallWork(int updates) {
    this.outcomes = new ArrayList<>(Collections.nCopies(updates, null));
  }

  /** What is submitted for one SKU: its product first, then its offer. */
  static final class OfListing {
    private final List<Submission> offers = new ArrayList<>();
    private @Nullable Submission product;
    private @Nullable Submission soldOut;

    @Nullable Submission product() {
      return product;
    }

    /** Stock and price, in any order. */
    List<Submission> offers() {
      return offers;
    }

    boolean creates() {
      return product != null && product.kind() == Submission.Kind.CREATE;
    }

    boolean leaves() {
      return product != null && product.kind() == Submission.Kind.DELETE;
    }

    /** Whether customers may buy what there is no more. */
    private boolean isUrgent() {
      return soldOut != null && !creates();
    }
  }

  /**
   * @param standing what is known of the listing of a SKU, null where there is none
   * @param problems of SKUs of which that could not be found out
   */
  static CallWork of(
      List<ChannelUpdate> updates,
      SubmissionWriter writer,
      Function<ChannelUpdate, @Nullable KnownListing> standing,
      Map<String, Outcome> problems) {
    CallWork work = new CallWork(updates.size());
    for (boolean product : new boolean[] {true, false}) {
      for (int place = 0; place < updates.size(); place++) {
        ChannelUpdate update = updates.get(place);
        if (isProduct(update) != product) {
          continue;
        }
        Outcome problem = problems.get(update.sku());
        if (problem == null) {
          work.add(update, writer.write(update, place, work.known(update, standing)), place);
        } else {
          work.end(place, problem);
        }
      }
    }
    return work;
  }

  private static boolean isProduct(ChannelUpdate update) {
    return update.value() instanceof Value.Product || update.value() instanceof Value.Discontinued;
  }

  /** A listing that this call creates is there when its stock and price come. */
  private @Nullable KnownListing known(
      ChannelUpdate update, Function<ChannelUpdate, @Nullable KnownListing> standing) {
    OfListing listing = listings.get(update.sku());
    if (listing == null || isProduct(update)) {
      return standing.apply(update);
    } else if (listing.leaves()) {
      return null;
    }
    Submission product = listing.product();
    return listing.creates() && product != null
        ? new KnownListing(product.productType(), null)
        : standing.apply(update);
  }

  private void add(ChannelUpdate update, Written written, int place) {
    if (written instanceof Written.Ended ended) {
      end(place, ended.outcome());
      return;
    }
    Submission submission = ((Written.Ready) written).submission();
    OfListing listing = listings.computeIfAbsent(update.sku(), any -> new OfListing());
    if (isProduct(update)) {
      listing.product = submission;
    } else {
      listing.offers.add(submission);
      if (update.value() instanceof Value.Stock stock && stock.quantity() == 0) {
        listing.soldOut = submission;
      }
    }
  }

  /** What is sold out comes first, all else is in the order of the call. */
  List<OfListing> listings() {
    return listings.values().stream()
        .sorted(Comparator.comparing(listing -> !listing.isUrgent()))
        .toList();
  }

  /** Of its listings. */
  Set<String> listedSkus() {
    return Collections.unmodifiableSet(listings.keySet());
  }

  /**
   * Whether so many are better sent as a feed.
   *
   * @param over submissions up to which they are not
   */
  boolean isForFeed(int over) {
    long urgent = listings.values().stream().filter(OfListing::isUrgent).count();
    return submissions() > over && submissions() > Math.min(urgent, AHEAD_AT_MOST);
  }

  /**
   * The rest goes as one feed.
   *
   * @return stocks of 0 for which a feed takes too long, each of a listing of its own: they are in
   *     the feed no more
   */
  List<OfListing> asFeed() {
    List<OfListing> ahead = new ArrayList<>();
    for (OfListing listing : listings()) {
      Submission soldOut = listing.soldOut;
      if (soldOut != null && listing.isUrgent() && ahead.size() < AHEAD_AT_MOST) {
        OfListing alone = new OfListing();
        alone.offers.add(soldOut);
        ahead.add(alone);
        listing.offers.remove(soldOut);
        listing.soldOut = null;
      }
    }
    listings.values().forEach(this::begins);
    asFeed = true;
    return ahead;
  }

  private void begins(OfListing listing) {
    if (listing.product != null) {
      begins(listing.product);
    }
    listing.offers.forEach(this::begins);
  }

  /** From now on it may arrive. */
  void begins(Submission submission) {
    submission.updates().forEach(begun::set);
  }

  boolean isFeed() {
    return asFeed;
  }

  int submissions() {
    return listings.values().stream()
        .mapToInt(each -> each.offers.size() + (each.product == null ? 0 : 1))
        .sum();
  }

  void end(int place, Outcome outcome) {
    outcomes.set(place, outcome);
  }

  void end(Submission submission, Outcome outcome) {
    submission.updates().forEach(place -> end(place, outcome));
  }

  /** One per update, in order, when all have ended. */
  List<Outcome> outcomes() {
    return outcomes(new Outcome.Unknown("has no outcome", false));
  }

  /**
   * One per update, in order, of a call whose time is over.
   *
   * @param notBegun of those for which nothing was sent and nothing will be
   */
  List<Outcome> outcomes(Outcome notBegun) {
    Outcome unanswered = new Outcome.Unknown("no answer within total_timeout", true);
    List<Outcome> all = new ArrayList<>(outcomes.size());
    for (int place = 0; place < outcomes.size(); place++) {
      Outcome outcome = outcomes.get(place);
      all.add(outcome != null ? outcome : begun.get(place) ? unanswered : notBegun);
    }
    return all;
  }
}
