package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.store.Write;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to be durable before the lanes concerned go on: outcomes, held rows, settings. Gathered
 * while the previous one is on its way to the disk, so one channel has one outcome row per commit.
 */
final class Recording {
  private static final int STEPS_AT_MOST = 1_000;

  private final OutcomePack.Writer outcomes = new OutcomePack.Writer();
  private final List<Write> writes = new ArrayList<>();
  private final List<Runnable> whenDurable = new ArrayList<>();
  private long payloadBytes;

  OutcomePack.Writer outcomes() {
    return outcomes;
  }

  void write(Write write) {
    writes.add(write);
  }

  /** Steps to take once everything in here is durable, in the order given. */
  void whenDurable(Runnable step) {
    whenDurable.add(step);
  }

  /** Keeps an update in memory until it is durable. */
  void keeps(ChannelUpdate update) {
    payloadBytes += Updates.bytes(update);
  }

  /** As much as should be in memory while the store is slow. */
  boolean isFull(long bytesAtMost) {
    return whenDurable.size() >= STEPS_AT_MOST || payloadBytes >= bytesAtMost;
  }

  boolean isEmpty() {
    return outcomes.isEmpty() && writes.isEmpty() && whenDurable.isEmpty();
  }

  List<Write> writes(String channel, long nowMs) {
    List<Write> all = new ArrayList<>(writes.size() + 1);
    if (!outcomes.isEmpty()) {
      all.add(new Write.Outcomes(channel, nowMs, outcomes.pack()));
    }
    all.addAll(writes);
    return all;
  }

  void durable() {
    whenDurable.forEach(Runnable::run);
  }
}
