package io.sluice.gateway.importing;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of a file, one after the other. */
public interface ImportLines extends Closeable {
  /** Null at the end. A line that is broken is given too, with its faults. */
  @Nullable ImportLine next() throws IOException;

  /** How far it has come. */
  long bytes();
}
