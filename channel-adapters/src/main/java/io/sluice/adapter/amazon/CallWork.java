package io.sluice.adapter.amazon;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one call has to submit, listing by listing, and what became of its updates so far. */
final class CallWork {
  private final List<@Nullable Outcome> outcomes;
  private final Map<String, OfListing> listings = new LinkedHashMap<>();

  private boolean asFeed;

  private CallWork(int updates) {
    this.outcomes = new ArrayList<>(Collections.nCopies(updates, null));
  }

  /** What is submitted for one SKU: its product first, then its offer. */
  static final class OfListing {
    private final List<Submission> offers = new ArrayList<>();
    private @Nullable Submission product;

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
    }
  }

  /** In the order of the call. */
  List<OfListing> listings() {
    return List.copyOf(listings.values());
  }

  /** It goes as one feed. */
  void asFeed() {
    asFeed = true;
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

  /** One per update, in order. */
  List<Outcome> outcomes() {
    List<Outcome> all = new ArrayList<>(outcomes.size());
    for (Outcome outcome : outcomes) {
      all.add(
          outcome == null ? new Outcome.Unknown("no answer within total_timeout", true) : outcome);
    }
    return all;
  }
}
