package io.sluice.gateway.render;

import io.sluice.adapter.Schedules;
import io.sluice.adapter.Value;
import io.sluice.gateway.rules.ChannelValue;
import io.sluice.gateway.rules.PriceSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a channel that acts on dates by itself is told of a price: the lasting price, and windows
 * that are not over. Knows too what it was told in earlier spans and is as good by now, so that
 * nothing is sent at dates that the channel acts on.
 *
 * <p>INVARIANT: a digest stands for one stretch of time in which whatever the channel was told
 * stays right. Where time makes it wrong, and back again later, the digests differ: what was on its
 * way at a kill in between is not taken for what was accepted before.
 */
final class PriceSchedule {
  private final String list;
  private final List<PriceSpan> spans;
  private final Schedules takes;
  private final int now;
  private final @Nullable Told[] told;

  /**
   * @param told what the channel shows in each span, as far as it knows
   */
  private record Told(Value.Price value, ChannelValue.Price[] shows) {}

  private PriceSchedule(String list, List<PriceSpan> spans, Schedules takes, int now) {
    this.list = list;
    this.spans = spans;
    this.takes = takes;
    this.now = now;
    this.told = new Told[spans.size()];
  }

  /**
   * @param spans of a {@link io.sluice.gateway.rules.PriceTimeline}
   * @return null where no price is shown at that time, or none has dates
   */
  static @Nullable PriceSchedule at(
      long nowMs, String list, List<PriceSpan> spans, Schedules takes) {
    int now = spans.size() - 1;
    while (now > 0 && nowMs < spans.get(now).fromMs()) {
      now--;
    }
    boolean shown = now >= 0 && spans.get(now).price() != null;
    return shown ? new PriceSchedule(list, spans, takes, now) : null;
  }

  Value.Price value() {
    return told(now).value();
  }

  long digest() {
    return digest(now);
  }

  /** Of what was told before, and has become the same by now. */
  List<Long> earlier() {
    long digest = digest();
    List<Long> earlier = new ArrayList<>();
    for (int span = asGoodSince(now); span < now; span++) {
      if (shown(span) != null && digest(span) != digest) {
        earlier.add(digest(span));
      }
    }
    return earlier;
  }

  /** When it is to be looked at again, {@link Long#MAX_VALUE}: never. */
  long changesAtMs() {
    long digest = digest();
    for (int span = now + 1; span < spans.size(); span++) {
      if (shown(span) == null || digest(span) != digest) {
        return spans.get(span).fromMs();
      }
    }
    return Long.MAX_VALUE;
  }

  private ChannelValue.@Nullable Price shown(int span) {
    return spans.get(span).price();
  }

  private long digest(int at) {
    long digest = Digests.of(told(at).value());
    int since = asGoodSince(at);
    return since == 0 ? digest : Digests.since(digest, spans.get(since).fromMs());
  }

  /** The first span from which on whatever was told is as good as what is told in this one. */
  private int asGoodSince(int at) {
    int since = at;
    for (int span = at - 1; span >= 0; span--) {
      if (shown(span) != null) {
        if (!isAsGood(span, at)) {
          return since;
        }
        since = span;
      }
    }
    return 0;
  }

  /** Whether what was told earlier is right from now on wherever this one is. */
  private boolean isAsGood(int earlier, int at) {
    for (int span = at; span < spans.size(); span++) {
      if (shown(span) != null && isRight(told(at), span) && !isRight(told(earlier), span)) {
        return false;
      }
    }
    return true;
  }

  private boolean isRight(Told what, int span) {
    return what.shows()[span].equals(shown(span));
  }

  private Told told(int at) {
    Told known = told[at];
    if (known == null) {
      known = tell(at);
      told[at] = known;
    }
    return known;
  }

  private Told tell(int at) {
    ChannelValue.Price base = base(at);
    ChannelValue.Price[] shows = new ChannelValue.Price[spans.size()];
    List<Value.Window> windows = new ArrayList<>();
    for (int i = at; i < spans.size(); i++) {
      PriceSpan span = spans.get(i);
      boolean other = span.price() != null && !span.price().equals(base);
      boolean window = other && windows.size() < takes.windows() && fits(span, base, i == at);
      shows[i] = window ? span.price() : base;
      if (window) {
        windows.add(
            new Value.Window(
                span.price().amount(),
                span.price().compareAt(),
                span.fromMs() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(span.fromMs()),
                span.untilMs() == Long.MAX_VALUE ? null : Instant.ofEpochMilli(span.untilMs())));
      }
    }
    Value.ListPrice price =
        new Value.ListPrice(
            list, base.amount(), base.currency(), base.compareAt(), null, null, windows);
    return new Told(new Value.Price(List.of(price)), shows);
  }

  /** Outside of all windows: the lasting price, unless the one shown is none of its windows. */
  private ChannelValue.Price base(int at) {
    ChannelValue.Price own = shown(at);
    ChannelValue.Price lasting = lasting(at);
    boolean isBase = lasting != null && (own.equals(lasting) || fits(spans.get(at), lasting, true));
    return isBase ? lasting : own;
  }

  /** The last that has begun, or the next where one follows the other. */
  private ChannelValue.@Nullable Price lasting(int at) {
    for (int span = at; span >= 0; span--) {
      if (isLasting(span)) {
        return shown(span);
      }
    }
    for (int span = at + 1; span < spans.size() && shown(span) != null; span++) {
      if (isLasting(span)) {
        return shown(span);
      }
    }
    return null;
  }

  private boolean isLasting(int span) {
    ChannelValue.Price price = shown(span);
    return price != null && price.amount() != null && spans.get(span).lasts();
  }

  /** Whether a span can be a window of the channel; when one that has begun did is all the same. */
  private boolean fits(PriceSpan span, ChannelValue.Price base, boolean begun) {
    ChannelValue.Price price = span.price();
    if (price == null || price.amount() == null || base.amount() == null) {
      return false;
    }
    boolean ends = span.untilMs() != Long.MAX_VALUE;
    boolean reduces = ends && price.amount().compareTo(base.amount()) < 0;
    return (reduces || !takes.reductionsOnly())
        && (begun || changesAt(span.fromMs()))
        && (!ends || changesAt(span.untilMs()));
  }

  private boolean changesAt(long timeMs) {
    return timeMs == Long.MIN_VALUE || takes.changesAt(Instant.ofEpochMilli(timeMs));
  }
}
