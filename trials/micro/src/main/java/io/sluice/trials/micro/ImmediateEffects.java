package io.sluice.trials.micro;

import io.sluice.adapter.ChannelCall;
import io.sluice.gateway.channel.Attempt;
import io.sluice.gateway.channel.Effects;
import io.sluice.store.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what a channel wants done, for who drives it to answer at once. */
final class ImmediateEffects implements Effects {
  private List<Long> calls = new ArrayList<>();
  private boolean record;

  boolean hasWork() {
    return record || !calls.isEmpty();
  }

  List<Long> takeCalls() {
    List<Long> taken = calls;
    calls = new ArrayList<>();
    return taken;
  }

  boolean takeRecord() {
    boolean taken = record;
    record = false;
    return taken;
  }

  @Override
  public void deliver(long call, ChannelCall request) {
    calls.add(call);
  }

  @Override
  public void record(List<Write> writes) {
    record = true;
  }

  @Override
  public void poll(long poll, List<String> handles) {
    throw unexpected("poll");
  }

  @Override
  public void list(@Nullable String cursor) {
    throw new IllegalStateException("no channel here tells what it shows");
  }

  @Override
  public void fetch(int key, String sku, long position) {
    throw unexpected("content");
  }

  @Override
  public void readJournal(long from, int maxRows, long maxBytes) {
    throw unexpected("a page");
  }

  @Override
  public void readSpilled(int key, String sku, int limit) {
    throw unexpected("spilled rows");
  }

  @Override
  public void wakeAt(long atMs) {
    // Nothing waits here for time to pass.
  }

  @Override
  public void attempted(Attempt attempt) {
    // The log is not what is measured.
  }

  private static IllegalStateException unexpected(String what) {
    return new IllegalStateException("the benchmark owes nobody " + what);
  }
}
