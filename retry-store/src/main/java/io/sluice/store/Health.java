package io.sluice.store;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Whether commits and chores succeed. Written by the writer thread, read by anyone. */
final class Health {
  private final InstantSource clock;
  private volatile @Nullable Trouble commits;
  private volatile @Nullable StoreException chores;

  Health(InstantSource clock) {
    this.clock = clock;
  }

  void commitFailed(StoreException problem) {
    Trouble known = commits;
    commits = new Trouble(known == null ? clock.instant() : known.since(), problem);
  }

  void commitsWork() {
    if (commits != null) {
      commits = null;
    }
  }

  void choreFailed(StoreException problem) {
    chores = problem;
  }

  void choresWork() {
    if (chores != null) {
      chores = null;
    }
  }

  /** When commits began to fail. */
  @Nullable Instant failingSince() {
    Trouble known = commits;
    return known == null ? null : known.since();
  }

  /** Why commits fail, or else why chores do. */
  @Nullable StoreException problem() {
    Trouble known = commits;
    return known == null ? chores : known.problem();
  }

  private record Trouble(Instant since, StoreException problem) {}
}
