package io.sluice.store;

import org.jspecify.annotations.Nullable;

/** The store cannot be opened or read. The message names the file and what to do. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Kind {
    IN_USE,
    DISK_FULL,
    READ_ONLY,
    CORRUPT,
    NEWER,
    UNREACHABLE,
    OTHER
  }

  private final Kind kind;

  public StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
