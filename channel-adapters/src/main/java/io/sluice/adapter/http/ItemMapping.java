package io.sluice.adapter.http;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.wire.RetryAfter;
import io.sluice.adapter.wire.Visible;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what an answer that speaks of single updates means for each of them. */
final class ItemMapping {
  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,59}");

  private final InstantSource clock;

  ItemMapping(InstantSource clock) {
    this.clock = clock;
  }

  /** Makes a pending of a status address. */
  interface Pendings {
    Outcome apply(String address, ChannelUpdate update);
  }

  /** One outcome per update, in order; results find their update by id, else by index. */
  List<Outcome> outcomes(
      List<AnswerBody.Item> results, List<ChannelUpdate> updates, Pendings pendings) {
    Map<String, AnswerBody.Item> byId = new HashMap<>();
    Map<Integer, AnswerBody.Item> byIndex = new HashMap<>();
    for (AnswerBody.Item result : results) {
      if (result.id() != null) {
        byId.put(result.id(), result);
      }
      if (result.index() >= 0) {
        byIndex.put(result.index(), result);
      }
    }
    List<Outcome> outcomes = new ArrayList<>(updates.size());
    for (int place = 0; place < updates.size(); place++) {
      ChannelUpdate update = updates.get(place);
      outcomes.add(outcome(byId.getOrDefault(update.id(), byIndex.get(place)), update, pendings));
    }
    return outcomes;
  }

  private Outcome outcome(AnswerBody.@Nullable Item item, ChannelUpdate update, Pendings pendings) {
    if (item == null) {
      return new Outcome.Unknown("the answer says nothing of this update", false);
    }
    if ("pending".equals(item.status()) && item.statusUrl() != null) {
      return pendings.apply(item.statusUrl(), update);
    }
    return ended(item);
  }

  /** An outcome that is no pending. */
  Outcome ended(AnswerBody.Item item) {
    String status = item.status() == null ? "" : item.status();
    String reason = item.reason() == null ? status : Visible.line(item.reason());
    return switch (status) {
      case "accepted" -> Outcome.Accepted.PLAIN;
      case "rejected" -> new Outcome.Rejected(code(item), reason, Scope.ITEM, null);
      case "not_listed" -> new Outcome.NotListed(reason);
      case "conflict" -> new Outcome.Conflict(reason);
      case "deferred" -> deferred(item, reason);
      case "pending" -> new Outcome.Unknown("pending without status_url", false);
      default -> new Outcome.Unknown("unknown status '" + Visible.line(status) + "'", false);
    };
  }

  private Outcome deferred(AnswerBody.Item item, String reason) {
    long seconds =
        item.retryAfterSeconds() < 0
            ? AnswerMapping.THROTTLED_FOR.toSeconds()
            : item.retryAfterSeconds();
    return new Outcome.Deferred(RetryAfter.after(seconds, clock.instant()), Scope.ITEM, reason);
  }

  private static String code(AnswerBody.Item item) {
    return item.code() != null && CODE.matcher(item.code()).matches()
        ? item.code()
        : "item.rejected";
  }
}
