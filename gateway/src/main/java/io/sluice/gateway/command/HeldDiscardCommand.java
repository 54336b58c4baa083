package io.sluice.gateway.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "discard",
    description = {
      "Throw away what the guard holds: the channel keeps what it shows.",
      "A later change of the same product is judged anew."
    },
    footer = {
      "",
      "Examples:",
      "  sluice held discard --channel amazon_de",
      "  sluice held discard --sku A-1000 --why incomplete"
    })
final class HeldDiscardCommand extends HeldStepCommand {
  @Option(
      names = "--why",
      paramLabel = "WHY",
      description = "Not what the guard holds but these: incomplete, mapping, ...")
  private @Nullable String why;

  HeldDiscardCommand(Terminal terminal) {
    super(terminal, "held", "discard", "thrown away");
  }

  @Override
  Map<String, @Nullable Object> selection() {
    Map<String, @Nullable Object> selection = super.selection();
    selection.put("why", why);
    return selection;
  }
}
