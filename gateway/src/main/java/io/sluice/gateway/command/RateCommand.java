package io.sluice.gateway.command;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rate",
    description = {
      "Call a channel no faster than that, until --none, also after a restart.",
      "It can only be slower than limits.requests_per_second of channels.yaml."
    },
    footer = {
      "",
      "Examples:",
      "  sluice rate amazon_de 5/s --reason 'their API is slow today'",
      "  sluice rate amazon_de 30/min",
      "  sluice rate amazon_de --none"
    })
final class RateCommand extends ChannelCommand {
  private static final Pattern RATE = Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,4})?)/(s|min|m|h)");
  private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "min", 60, "h", 3600);

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RATE",
      description = "Requests in a time: 50/s, 30/min, 100/h.")
  private @Nullable String rate;

  @Option(names = "--none", description = "As fast as its limits allow again.")
  private boolean none;

  RateCommand(Terminal terminal) {
    super(terminal, "rate");
  }

  @Override
  Map<String, @Nullable Object> body() {
    if (none == (rate != null)) {
      throw usage("name a rate like 50/s, or say --none");
    }
    Map<String, @Nullable Object> body = new LinkedHashMap<>(reason.body());
    if (rate == null) {
      body.put("none", true);
    } else {
      body.put("requestsPerSecond", perSecond(rate));
    }
    return body;
  }

  private double perSecond(String text) {
    Matcher rate = RATE.matcher(text.replace(" ", ""));
    if (!rate.matches()) {
      throw usage("'" + text + "' is no rate like 50/s, 30/min or 100/h");
    }
    BigDecimal seconds = BigDecimal.valueOf(SECONDS.get(rate.group(2)));
    return new BigDecimal(rate.group(1)).divide(seconds, MathContext.DECIMAL32).doubleValue();
  }
}
