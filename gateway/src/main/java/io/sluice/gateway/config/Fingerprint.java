package io.sluice.gateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What a part of the configuration says, as a short text: equal where it says the same, whatever
 * its comments and spaces. With the values of its variables: rules hold no secrets.
 */
final class Fingerprint {
  private static final int HEX_DIGITS = 32;

  private final UnaryOperator<String> expand;

  /** A node that many aliases name is read once. */
  private final Map<Node, String> known = new IdentityHashMap<>();

  /**
   * @param expand puts the variables into a text
   */
  Fingerprint(UnaryOperator<String> expand) {
    this.expand = expand;
  }

  /**
   * @param said texts, in an order of their own
   */
  static String of(Stream<String> said) {
    // Lengths in front, so that no two lists of texts are the same text.
    String all = said.map(text -> text.length() + ":" + text).collect(Collectors.joining());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What a section says under these keys, where it has them. */
  String of(Section section, List<String> keys) {
    return of(
        keys.stream()
            .flatMap(
                key ->
                    section
                        .find(key)
                        .map(entry -> Stream.of(key, of(entry.value())))
                        .orElseGet(Stream::empty)));
  }

  private String of(Node node) {
    String before = known.get(node);
    if (before == null) {
      // Where an alias leads back to it.
      known.put(node, "");
      before = of(parts(node));
      known.put(node, before);
    }
    return before;
  }

  private Stream<String> parts(Node node) {
    if (node instanceof MappingNode map) {
      return Stream.concat(
          Stream.of("map"),
          map.getValue().stream()
              .flatMap(tuple -> Stream.of(of(tuple.getKeyNode()), of(tuple.getValueNode()))));
    } else if (node instanceof SequenceNode list) {
      return Stream.concat(Stream.of("list"), list.getValue().stream().map(this::of));
    }
    ScalarNode scalar = (ScalarNode) node;
    return Stream.of(
        String.valueOf(scalar.getTag()),
        scalar.getScalarStyle().name(),
        expand.apply(scalar.getValue()));
  }
}
