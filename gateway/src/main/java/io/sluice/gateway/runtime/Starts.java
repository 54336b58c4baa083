package io.sluice.gateway.runtime;

import io.sluice.store.Store;
import io.sluice.store.Write;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts starts that ended before anything was delivered: something that is first in line may be
 * what ends them.
 */
public final class Starts {
  private static final String KIND = "starts";
  private static final String NAME = "without_progress";
  private static final int TOO_MANY = 3;

  private final Store store;
  private final int before;
  private final AtomicBoolean progressed = new AtomicBoolean();

  /** Notes that a start began. */
  public Starts(Store store) {
    this.store = store;
    byte[] stored = store.settings(KIND).get(NAME);
    this.before = stored == null ? 0 : stored[0];
    byte[] next = {(byte) Math.min(TOO_MANY, before + 1)};
    store.submit(List.of(new Write.PutSetting(KIND, NAME, next)), () -> {});
  }

  /** Whether each channel should begin with its first key held. */
  public boolean holdFirst() {
    return before >= TOO_MANY;
  }

  /** Something became durable, or the gateway stops as it was told. From any thread. */
  public void progressed() {
    if (progressed.compareAndSet(false, true)) {
      store.submit(List.of(new Write.DeleteSetting(KIND, NAME)), () -> {});
    }
  }
}
