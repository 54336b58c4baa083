package io.sluice.gateway.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What is wrong with a tree whatever its keys mean: foreign tags, keys twice, keys that are maps.
 */
final class TreeCheck {
  private static final Set<Tag> CORE =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private final SourceFile file;
  private final Problems problems;

  /** An aliased node is looked at once; a node may even hold itself. */
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  TreeCheck(SourceFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  void check(Node node) {
    if (!seen.add(node)) {
      return;
    }
    if (!CORE.contains(node.getTag())) {
      foreignTag(node);
    }
    if (node instanceof MappingNode mapping) {
      keys(mapping);
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(this::check);
    }
  }

  private void foreignTag(Node node) {
    problems.error(
        Place.of(file, node),
        "a value that begins with ! is read as a YAML tag, not as text",
        "put the whole value in quotes: \"!...\"");
  }

  private void keys(MappingNode mapping) {
    Map<String, Place> places = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        twice(key, places);
      } else {
        problems.error(
            Place.of(file, tuple.getKeyNode()),
            "a key must be a word",
            "a text that begins with { or [ must be in quotes");
      }
      check(tuple.getKeyNode());
      check(tuple.getValueNode());
    }
  }

  private void twice(ScalarNode key, Map<String, Place> places) {
    Place place = Place.of(file, key);
    Place first = places.putIfAbsent(key.getValue(), place);
    if (first != null) {
      problems.error(
          place,
          "key %s is already written in line %d, column %d"
              .formatted(Texts.quote(key.getValue()), first.line(), first.column()),
          "keep one of them");
    }
  }
}
