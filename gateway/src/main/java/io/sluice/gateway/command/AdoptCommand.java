package io.sluice.gateway.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "adopt",
    description = {
      "Take over a channel that has listings already: read what it shows.",
      "Stock and price that are right there are not sent again. What differs stays owed, and"
          + " products that no event named are counted and left alone."
    },
    footer = {"", "Examples:", "  sluice adopt webshop", "  sluice adopt webshop --content"})
final class AdoptCommand extends ReadingCommand {
  @Option(
      names = "--content",
      description = "Texts and pictures there count as ours, without a look: they are not sent.")
  private boolean content;

  AdoptCommand(Terminal terminal) {
    super(terminal, "adopt");
  }

  @Override
  Map<String, @Nullable Object> body() {
    return Map.of("content", content);
  }
}
