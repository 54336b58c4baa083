package io.sluice.gateway.command;

import java.util.List;

/** Shows what the channels would be sent. */
@FunctionalInterface
public interface Previewer {
  /**
   * @param events each one structured CloudEvent, UTF-8
   * @return exit code: 0, 1 when an event was refused, 2 where there is no such channel, 78 when
   *     the configuration is wrong
   */
  int preview(PreviewOptions options, List<byte[]> events);
}
