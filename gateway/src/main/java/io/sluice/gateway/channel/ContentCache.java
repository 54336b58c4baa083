package io.sluice.gateway.channel;

import io.sluice.gateway.render.Content;
import org.jspecify.annotations.Nullable;

/** Product content that happens to be in memory. Thread-safe. */
public interface ContentCache {
  @Nullable Content find(long position);
}
