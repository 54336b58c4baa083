package io.sluice.trials.faults.rows;

import io.sluice.simulator.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came again after kills of the gateway: what it had sent and not yet written down. As the
 * channels see it, so an answer counts from when it left.
 */
final class Repeats {
  /**
   * What a gateway sent just before it died may arrive while the next one starts.
   *
   * @param at the gateway was dead
   * @param ready the next one worked
   */
  record Kill(Instant at, Instant ready) {}

  /**
   * @param kill that explains it, or null
   * @param answered how long before it the channel had answered the first time; zero when it had
   *     not
   */
  private record Repeat(
      RequestRecord before, RequestRecord again, @Nullable Kill kill, Duration answered) {
    @Override
    public String toString() {
      return "%s of %s at %s (status %d, %d ms) and %s"
          .formatted(
              before.update().id(),
              before.channel(),
              before.at(),
              before.status(),
              before.tookMs(),
              again.at());
    }
  }

  private final List<Kill> kills;
  private final List<Repeat> repeats = new ArrayList<>();

  /**
   * @param kills in order
   * @param channels what each of them received
   */
  Repeats(List<Kill> kills, Collection<List<RequestRecord>> channels) {
    this.kills = List.copyOf(kills);
    channels.forEach(this::walk);
  }

  private void walk(List<RequestRecord> channel) {
    channel.stream()
        .sorted(Comparator.comparingLong(RequestRecord::number))
        .collect(Collectors.groupingBy(record -> record.update().id()))
        .values()
        .forEach(this::walkOne);
  }

  /** All requests with one update. A kill explains one repetition of it, not two. */
  private void walkOne(List<RequestRecord> requests) {
    Deque<Kill> left = new ArrayDeque<>(kills);
    for (int next = 1; next < requests.size(); next++) {
      RequestRecord before = requests.get(next - 1);
      RequestRecord again = requests.get(next);
      // A request that was cut off and then carried out has two records.
      if (before.number() != again.number()) {
        repeats.add(repeat(left, before, again));
      }
    }
  }

  private static Repeat repeat(Deque<Kill> left, RequestRecord before, RequestRecord again) {
    while (!left.isEmpty() && left.peek().ready().isBefore(before.at())) {
      left.remove();
    }
    if (left.isEmpty() || left.peek().at().isAfter(again.at())) {
      return new Repeat(before, again, null, Duration.ZERO);
    }
    Kill kill = left.remove();
    Instant answeredAt = before.at().plusMillis(before.tookMs());
    boolean answered = before.status() != 0 && answeredAt.isBefore(kill.at());
    return new Repeat(
        before, again, kill, answered ? Duration.between(answeredAt, kill.at()) : Duration.ZERO);
  }

  /** Came again though the gateway lived all the while. */
  List<String> withoutKill() {
    return repeats.stream().filter(repeat -> repeat.kill() == null).map(Repeat::toString).toList();
  }

  /** After the kill that had most of them. */
  long most() {
    return repeats.stream()
        .filter(repeat -> repeat.kill() != null)
        .collect(Collectors.groupingBy(Repeat::kill, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  /** The longest time that an answer was there and not written down. */
  Duration longestUnwritten() {
    return repeats.stream().map(Repeat::answered).max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
