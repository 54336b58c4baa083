package io.sluice.gateway.config;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One key with its value, as written.
 *
 * @param within path of the map that holds it, empty for the file itself
 */
record Entry(SourceFile file, String within, ScalarNode keyNode, Node value) {
  String key() {
    return keyNode.getValue();
  }

  /** From the file down, dots between. */
  String path() {
    return within.isEmpty() ? key() : within + "." + key();
  }

  /** How messages name it: {@code 'at_most' in channels.shop.batch}. */
  String named() {
    return Texts.quote(key()) + (within.isEmpty() ? "" : " in " + within);
  }

  Place keyPlace() {
    return Place.of(file, keyNode);
  }

  Place valuePlace() {
    return Place.of(file, value);
  }

  /** Nothing after the colon, or YAML's own words for nothing; a tag is something. */
  boolean isEmpty() {
    return value instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.STR) || scalar.getTag().equals(Tag.NULL))
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && (scalar.getValue().isEmpty()
            || scalar.getValue().equals("~")
            || scalar.getValue().equals("null"));
  }

  /** A value that was meant as text but reads as a map, because it begins with a brace. */
  boolean looksLikeTemplate() {
    return value instanceof MappingNode mapping
        && !mapping.getValue().isEmpty()
        && mapping.getValue().stream()
            .allMatch(
                tuple ->
                    tuple.getValueNode() instanceof ScalarNode scalar
                        && scalar.getValue().isEmpty());
  }

  String kind() {
    if (value instanceof MappingNode) {
      return "a map";
    }
    return value instanceof SequenceNode ? "a list" : "a single value";
  }
}
