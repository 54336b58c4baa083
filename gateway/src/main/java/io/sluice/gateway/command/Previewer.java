package io.sluice.gateway.command;

/** Shows what the channels would be sent. */
@FunctionalInterface
public interface Previewer {
  /**
   * @return exit code: 0, 1 when an event was refused, 2 where there is no such channel, 78 when
   *     the configuration is wrong
   */
  int preview(PreviewOptions options, PreviewFacts facts);
}
