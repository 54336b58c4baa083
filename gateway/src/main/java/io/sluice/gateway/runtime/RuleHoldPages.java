package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.HeldByRules;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.Page;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pages through what the rules of all channels hold, one channel after the other. */
final class RuleHoldPages {
  private static final String MARK = "rules.";

  private final Supplier<List<String>> names;
  private final Source source;

  /** Asks a channel on its own context. */
  interface Source {
    /**
     * @param from number of a key, 0 to begin
     */
    Future<HeldByRules> ask(String channel, HeldQuery query, int from, int limit);
  }

  /**
   * @param names of the channels that there are at the moment
   */
  RuleHoldPages(Supplier<List<String>> names, Source source) {
    this.names = names;
    this.source = source;
  }

  /** Whether a cursor is one of these pages. */
  static boolean owns(@Nullable String cursor) {
    return cursor != null && cursor.startsWith(MARK);
  }

  /** The cursor before everything. */
  static String begin() {
    return MARK + ".0";
  }

  Future<Page<HeldView>> page(HeldQuery query, String cursor, int limit) {
    String[] parts = cursor.split("\\.", -1);
    if (parts.length != 3 || !parts[2].matches("\\d{1,9}")) {
      throw new OperationException(
          Kind.INVALID, "the cursor is not one that this list gave: begin again without it");
    }
    String channel = parts[1].isEmpty() ? first(query) : parts[1];
    return more(query, channel, Integer.parseInt(parts[2]), limit, new ArrayList<>());
  }

  private @Nullable String first(HeldQuery query) {
    return query.channel() != null ? query.channel() : channels().ceiling("");
  }

  /** Sorted, so that a page goes on behind the one before, whatever came and went. */
  private NavigableSet<String> channels() {
    return new TreeSet<>(names.get());
  }

  private Future<Page<HeldView>> more(
      HeldQuery query, @Nullable String channel, int from, int limit, List<HeldView> found) {
    if (channel == null || !channels().contains(channel)) {
      return Future.succeededFuture(new Page<>(found, null));
    }
    int room = limit - found.size();
    if (room == 0) {
      return Future.succeededFuture(new Page<>(found, MARK + channel + "." + from));
    }
    return source
        .ask(channel, query, from, room)
        .compose(
            part -> {
              found.addAll(part.items());
              boolean more = part.next() >= 0;
              String next = more || query.channel() != null ? channel : channels().higher(channel);
              return !more && query.channel() != null
                  ? Future.succeededFuture(new Page<>(found, null))
                  : more(query, next, more ? part.next() : 0, limit, found);
            });
  }
}
