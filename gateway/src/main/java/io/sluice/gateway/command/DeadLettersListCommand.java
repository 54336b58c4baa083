package io.sluice.gateway.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "Show dead letters; --json has request and answer too.",
    footer = {"", "Example:", "  sluice dead-letters list --channel amazon_de --limit 20"})
final class DeadLettersListCommand extends RestCommand {
  @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only of this channel.")
  private @Nullable String channel;

  @Option(names = "--sku", paramLabel = "SKU", description = "Only of this SKU.")
  private @Nullable String sku;

  @Mixin private final PageOptions page = new PageOptions();

  DeadLettersListCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Map<String, @Nullable Object> query = page.query();
    query.put("channel", channel);
    query.put("sku", sku);
    Reply reply = api.get(RestClient.path("dead-letters"), query);
    return show(reply, answer -> new HeldWords(terminal).page(answer, "no dead letters"));
  }
}
