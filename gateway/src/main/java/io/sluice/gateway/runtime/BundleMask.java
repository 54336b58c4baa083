package io.sluice.gateway.runtime;

import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Configuration;
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
  private static final Pattern USER_INFO = Pattern.compile("(//[^/@\\s:\"']*):[^/@\\s\"']+@");

  private final List<SecretTexts> secrets = new ArrayList<>();

  BundleMask(Collection<Configuration> configurations) {
    for (Configuration configuration : configurations) {
      configuration.channels().stream().map(ChannelConfig::secrets).forEach(secrets::add);
      secrets.add(
          SecretTexts.of(
              configuration.gateway().sources().stream()
                  .flatMap(BundleMask::credentials)
                  .toList()));
    }
  }

  private static Stream<String> credentials(SourceConfig source) {
    if (!(source instanceof SourceConfig.Rabbit rabbit)) {
      return Stream.empty();
    }
    URI uri = URI.create(rabbit.uri().reveal());
    return Stream.of(uri.getUserInfo(), uri.getRawUserInfo())
        .filter(Objects::nonNull)
        .map(info -> info.substring(info.indexOf(':') + 1));
  }

  String mask(String text) {
    String masked = USER_INFO.matcher(text).replaceAll("$1:" + MASK + "@");
    for (SecretTexts each : secrets) {
      masked = each.mask(masked);
    }
    return masked;
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
