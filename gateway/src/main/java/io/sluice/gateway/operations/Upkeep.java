package io.sluice.gateway.operations;

import io.vertx.core.Future;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keeps the gateway itself in order. As {@link Operations}. */
public interface Upkeep {
  /** Loggers whose level somebody changed, until their time is over. */
  Future<List<LogLevelView>> logLevels();

  /**
   * Changes the level of a logger, and of those below it, until a time; a restart ends it too.
   * Answers all that are changed then. Fails with INVALID for what is no logger, level or time, and
   * where lines would be logged that are not masked.
   *
   * @param level null: as configured again
   * @param until null: for an hour
   */
  Future<List<LogLevelView>> logLevel(
      String logger, @Nullable String level, @Nullable Instant until, String who);

  /**
   * Writes a backup of the store, as it is between two commits, while it goes on. One at a time.
   *
   * @param out written on a thread that may block; not closed
   */
  Future<BackupView> backup(OutputStream out, String who);

  /**
   * Writes a zip of texts for those who help: what is configured, how everything stands, what was
   * logged last. No secrets.
   *
   * @param events whether also what was sent, answered, held and refused, which holds products
   * @param out as for {@link #backup}
   */
  Future<Void> supportBundle(boolean events, OutputStream out, String who);
}
