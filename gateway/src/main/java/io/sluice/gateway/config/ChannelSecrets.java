package io.sluice.gateway.config;

import io.sluice.adapter.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Gathers what of an adapter's settings may be a secret: those that are one, what comes out of a
 * variable, and headers whose names sound like it.
 */
final class ChannelSecrets {
  /** Shorter ones are ports and countries. */
  private static final int VARIABLE_AT_LEAST = 6;

  /** A part of a path that is no word: {@code products} must stay readable in answers. */
  private static final Pattern LIKE_A_KEY = Pattern.compile("(?=.*\\d).{8,}|.{20,}");

  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(auth|token|key|secret|passw|credential|cookie|signature).*");

  private final Set<String> found = new HashSet<>();

  private ChannelSecrets() {}

  /**
   * @param written where the settings stand
   * @param names of the settings
   * @param values as they were read
   */
  static SecretTexts of(Section written, List<String> names, Map<String, Object> values) {
    ChannelSecrets secrets = new ChannelSecrets();
    secrets.addGroup(values);
    written.entries().stream()
        .filter(entry -> names.contains(entry.key()))
        .forEach(entry -> secrets.addVariables(entry.value(), written.reading().references()));
    return SecretTexts.of(secrets.found);
  }

  private void addGroup(Map<?, ?> group) {
    List<String> texts = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    group.forEach(
        (name, value) -> {
          if (value instanceof Secret secret) {
            secrets.add(secret.reveal());
          } else if (value instanceof String text) {
            texts.add(text);
            addNamed(String.valueOf(name), text);
          } else if (value instanceof Map<?, ?> inner) {
            addGroup(inner);
          }
        });
    for (String secret : secrets) {
      found.add(secret);
      // Several keys may stand in one, or a sentence.
      Stream.of(secret.trim().split("\\s+"))
          .filter(part -> !SecretTexts.isWord(part))
          .forEach(found::add);
      // As in Basic; it is encoded as a whole.
      texts.forEach(text -> found.add(text + ":" + secret));
    }
  }

  private void addNamed(String name, String text) {
    if (SECRET_NAME.matcher(name).matches() && !text.contains("://")) {
      found.add(text);
      // Behind the scheme, as in Authorization.
      found.add(text.substring(text.indexOf(' ') + 1));
    }
  }

  private void addVariables(Node node, References references) {
    if (node instanceof MappingNode map) {
      map.getValue().forEach(tuple -> addVariables(tuple.getValueNode(), references));
    } else if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> addVariables(item, references));
    } else {
      references
          .variables(((ScalarNode) node).getValue())
          .forEach(value -> parts(value).filter(ChannelSecrets::mayBeKey).forEach(found::add));
    }
  }

  /** Variables hold much else: the stage, a shop's name. */
  private static boolean mayBeKey(String part) {
    return part.length() >= VARIABLE_AT_LEAST && !SecretTexts.isWord(part);
  }

  /** Of an address the path and the query: who knows them may send there. */
  private static Stream<String> parts(String value) {
    if (!value.contains("://")) {
      return Stream.of(value);
    }
    try {
      URI uri = URI.create(value.replace("{sku}", "*"));
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
      Stream<String> keys =
          Stream.of(path.split("/")).filter(part -> LIKE_A_KEY.matcher(part).matches());
      return Stream.of(
              Stream.of(path.split("\\*")),
              keys,
              Stream.of(query.split("&")).map(pair -> pair.substring(pair.indexOf('=') + 1)))
          .flatMap(all -> all);
    } catch (IllegalArgumentException e) {
      return Stream.of(value);
    }
  }
}
