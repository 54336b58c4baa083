package io.sluice.gateway.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "held",
    description = "What waits for a person, a rule or missing facts: list, approve, discard.",
    footer = {
      "",
      "Examples:",
      "  sluice held",
      "  sluice held list --channel amazon_de --why guard",
      "  sluice held --sku A-1000 --json",
      "  sluice held approve --channel amazon_de"
    })
final class HeldCommand extends RestCommand {
  @Parameters(arity = "0..1", paramLabel = "list", description = "Show them; may be left out.")
  private String action = "list";

  @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only of this channel.")
  private @Nullable String channel;

  @Option(
      names = "--why",
      paramLabel = "WHY",
      description = "Only these: pending, not listed, incomplete, guard, mapping, own backoff, ...")
  private @Nullable String why;

  @Option(names = "--sku", paramLabel = "SKU", description = "Only of this SKU.")
  private @Nullable String sku;

  @Mixin private final PageOptions page = new PageOptions();

  HeldCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    if (!action.equals("list")) {
      throw usage("unknown action '" + action + "', allowed: list, approve, discard");
    }
    Map<String, @Nullable Object> query = page.query();
    query.put("channel", channel);
    query.put("why", why);
    query.put("sku", sku);
    Reply reply = api.get(RestClient.path("held"), query);
    return show(reply, answer -> new HeldWords(terminal).page(answer, "nothing is held"));
  }
}
