package io.sluice.trials.faults.rows;

import io.sluice.simulator.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came again after kills of the gateway: what it had sent and not yet written down. As the
 * channels see it, so an answer counts from when it left.
 */
final class Repeats {
  /**
   * @param kill the one between both, or null
   * @param answered how long before it the channel had answered the first time; zero when it had
   *     not
   */
  private record Repeat(@Nullable Instant kill, Duration answered) {}

  private final NavigableSet<Instant> kills;
  private final List<Repeat> repeats = new ArrayList<>();

  /**
   * @param channels what each of them received
   */
  Repeats(Collection<Instant> kills, Collection<List<RequestRecord>> channels) {
    this.kills = new TreeSet<>(kills);
    channels.forEach(this::walk);
  }

  private void walk(List<RequestRecord> channel) {
    Map<String, RequestRecord> last = new HashMap<>();
    channel.stream()
        .sorted(Comparator.comparingLong(RequestRecord::number))
        .forEach(
            record -> {
              RequestRecord before = last.put(record.update().id(), record);
              // A request that was cut off and then carried out has two records.
              if (before != null && before.number() != record.number()) {
                repeats.add(repeat(before, record));
              }
            });
  }

  private Repeat repeat(RequestRecord before, RequestRecord again) {
    Instant kill = kills.higher(before.at());
    if (kill == null || kill.isAfter(again.at())) {
      return new Repeat(null, Duration.ZERO);
    }
    Instant answeredAt = before.at().plusMillis(before.tookMs());
    boolean answered = before.status() != 0 && answeredAt.isBefore(kill);
    return new Repeat(kill, answered ? Duration.between(answeredAt, kill) : Duration.ZERO);
  }

  /** Came again though the gateway lived all the while. */
  long withoutKill() {
    return repeats.stream().filter(repeat -> repeat.kill() == null).count();
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
