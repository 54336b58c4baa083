package io.sluice.gateway.runtime;

import io.sluice.adapter.Secret;
import io.sluice.gateway.config.AlertReceiver;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.SecretTexts;
import io.sluice.gateway.config.SourceConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes out of texts what nobody may see of any channel or source, and what looks like that. */
final class BundleMask {
  private static final String MASK = "***";

  /** In YAML, where somebody wrote a credential and not where it comes from. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?i)((?:password|passwd|secret|token|bearer|api[_-]?key|private_key|credentials?|standard_webhooks)"
              + "[\"']?\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s,{}#]+)");

  private static final Pattern REFERENCE = Pattern.compile("[\"']?\\$\\{[^}]*}[\"']?");
  private static final Pattern PARAMETER =
      Pattern.compile("(?i)((?:password|passwd|pwd|secret|token)=)[^&;\\s\"']+");

  /** Of an address that is told of alerts the path is the secret. */
  private static final Pattern PATH = Pattern.compile("(https?://[^/\\s\"'{}]+)/[^\\s\"']+");

  private static final Pattern USER_INFO = Pattern.compile("(//[^/@\\s:\"']*):[^/@\\s\"']+@");

  private final List<SecretTexts> secrets = new ArrayList<>();

  BundleMask(Collection<Configuration> configurations) {
    for (Configuration configuration : configurations) {
      configuration.channels().stream().map(ChannelConfig::secrets).forEach(secrets::add);
      GatewayConfig gateway = configuration.gateway();
      secrets.add(
          SecretTexts.of(
              Stream.concat(
                      gateway.sources().stream().flatMap(BundleMask::credentials),
                      gateway.alerts().receivers().stream().flatMap(BundleMask::credentials))
                  .toList()));
    }
  }

  private static Stream<String> credentials(AlertReceiver receiver) {
    if (receiver instanceof AlertReceiver.Email email) {
      return email.login().stream().map(login -> login.password().reveal());
    }
    AlertReceiver.Webhook webhook = (AlertReceiver.Webhook) receiver;
    String url = webhook.url().reveal();
    return Stream.concat(
        Stream.of(url.substring(Math.min(url.length(), webhook.target().length()))),
        webhook.secret().stream().map(Secret::reveal));
  }

  private static Stream<String> credentials(SourceConfig source) {
    if (!(source instanceof SourceConfig.Rabbit rabbit)) {
      return source instanceof SourceConfig.Webhook webhook
          ? Stream.of(webhook.secret().reveal().split("\\s+"))
          : Stream.empty();
    }
    URI uri = URI.create(rabbit.uri().reveal());
    return Stream.of(uri.getUserInfo(), uri.getRawUserInfo())
        .filter(Objects::nonNull)
        .map(info -> info.substring(info.indexOf(':') + 1));
  }

  String mask(String text) {
    String masked = USER_INFO.matcher(text).replaceAll("$1:" + MASK + "@");
    masked = PARAMETER.matcher(masked).replaceAll("$1" + MASK);
    for (SecretTexts each : secrets) {
      masked = each.mask(masked);
    }
    return masked;
  }

  /** Of {@code gateway.yaml}, where no address needs its path to be understood. */
  String maskGateway(String text) {
    return PATH.matcher(maskYaml(text)).replaceAll("$1/" + MASK);
  }

  /** Of a file of the configuration. */
  String maskYaml(String text) {
    return WRITTEN
        .matcher(mask(text))
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1)
                        + (REFERENCE.matcher(found.group(2)).matches() ? found.group(2) : MASK)));
  }
}
