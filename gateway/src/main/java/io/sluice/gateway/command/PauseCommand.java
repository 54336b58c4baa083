package io.sluice.gateway.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "pause",
    description = {
      "Send nothing to a channel for now. Nothing is lost: the newest values wait.",
      "A pause of all channels leaves one that was paused by itself so when all are resumed."
    },
    footer = {
      "",
      "Examples:",
      "  sluice pause amazon_de",
      "  sluice pause amazon_de --for 2h --reason stocktaking",
      "  sluice pause --all --for 30m --reason 'the ERP sends wrong prices'"
    })
final class PauseCommand extends ChannelsStepCommand {
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long: 45s, 30m, 2h, 3d. Without it: until somebody resumes.")
  private @Nullable Duration length;

  PauseCommand(Terminal terminal) {
    super(terminal, "pause");
  }

  @Override
  Map<String, @Nullable Object> body() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(reason.body());
    if (length != null) {
      body.put("until", terminal.clock().instant().plus(length));
    }
    return body;
  }
}
