package io.sluice.gateway.intake;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.Fact;
import io.sluice.source.ProductEvent;
import io.sluice.source.Refusal;
import io.sluice.source.RefusalCode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How one source's events are ordered. */
final class SourceOrder {
  final VersionFrom versionFrom;
  final VersionAlarm alarm = new VersionAlarm();
  long epoch;

  SourceOrder(VersionFrom versionFrom, long epoch) {
    this.versionFrom = versionFrom;
    this.epoch = epoch;
  }

  /** Whether the event has what this source orders by. */
  boolean hasVersion(ProductEvent event) {
    return switch (versionFrom) {
      case SEQUENCE -> event.sequence() != ProductEvent.NO_SEQUENCE;
      case TIME -> event.time() != null;
      case ARRIVAL -> false;
    };
  }

  /** What forbids to take it, if anything. */
  @Nullable Refusal refusal(ProductEvent event, boolean imported, long latestMs) {
    if (!imported || hasVersion(event)) {
      return missing(event, latestMs);
    }
    return event.time() == null ? null : outOfRange(event.time(), latestMs);
  }

  /**
   * Without a version of its own it takes that of what it replaces: what the source said up to then
   * is not newer. What was not taken has none, but for a time that confirms a value. A time that is
   * ahead counts as now, since the source goes on from there.
   *
   * @param mark of the same source, if any
   */
  long versionOfImported(
      ProductEvent event, @Nullable Mark mark, Decision decision, long position, long nowMs) {
    boolean confirms = decision == Decision.DUPLICATE && versionFrom == VersionFrom.TIME;
    if (decision != Decision.NEW && !confirms) {
      return Fact.NO_VERSION;
    }
    long known = mark != null && mark.epoch() == epoch ? mark.version() : Fact.NO_VERSION;
    if (versionFrom == VersionFrom.TIME && hasVersion(event)) {
      return Math.max(known, Math.min(nanos(event), nowMs * 1_000_000L));
    } else if (hasVersion(event)) {
      return version(event, position);
    }
    return versionFrom == VersionFrom.SEQUENCE ? known : Fact.NO_VERSION;
  }

  private @Nullable Refusal missing(ProductEvent event, long latestMs) {
    if (versionFrom == VersionFrom.SEQUENCE && event.sequence() == ProductEvent.NO_SEQUENCE) {
      return new Refusal(
          RefusalCode.VERSION_MISSING,
          "/sequence",
          "this source orders by sequence and the event has none");
    }
    if (versionFrom != VersionFrom.TIME) {
      return null;
    }
    if (event.time() == null) {
      return new Refusal(
          RefusalCode.VERSION_MISSING,
          "/time",
          "this source orders by time and the event has none");
    }
    return outOfRange(event.time(), latestMs);
  }

  private static @Nullable Refusal outOfRange(Instant time, long latestMs) {
    if (time.toEpochMilli() > latestMs) {
      return new Refusal(
          RefusalCode.VERSION_IN_FUTURE,
          "/time",
          "time " + time + " is more than 10 minutes ahead: check the sender's clock");
    }
    return time.toEpochMilli() < 0
        ? new Refusal(RefusalCode.VERSION_INVALID, "/time", "time is before 1970")
        : null;
  }

  long version(ProductEvent event, long position) {
    return switch (versionFrom) {
      case SEQUENCE -> event.sequence();
      case TIME -> nanos(event);
      case ARRIVAL -> position;
    };
  }

  Decision compare(ProductEvent event, Mark mark) {
    if (mark.epoch() != epoch) {
      return mark.epoch() < epoch ? Decision.NEW : Decision.STALE;
    }
    boolean same = event.digest() == mark.digest();
    return switch (versionFrom) {
      case ARRIVAL -> Decision.NEW;
      case TIME -> {
        if (nanos(event) == mark.version() && same) {
          yield Decision.DUPLICATE;
        }
        // Senders often have whole seconds only: of two in one second the later arrival counts.
        yield nanos(event) >= mark.version() ? Decision.NEW : Decision.STALE;
      }
      case SEQUENCE -> {
        if (event.sequence() == mark.version()) {
          yield same ? Decision.DUPLICATE : Decision.CONFLICT;
        }
        yield event.sequence() > mark.version() ? Decision.NEW : Decision.STALE;
      }
    };
  }

  private static long nanos(ProductEvent event) {
    Instant time = Objects.requireNonNull(event.time());
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
