package io.sluice.gateway.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * YAML 1.2 text to a tree whose nodes know their place. Scalars stay as written: which type a value
 * has is decided by the key it belongs to, so {@code 0123} and {@code NO} stay what they are.
 */
final class YamlTree {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_ALIASES = 50;

  private final SourceFile file;
  private final Problems problems;

  YamlTree(SourceFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The mapping that the file is; empty when it cannot be read at all. */
  Optional<MappingNode> compose() {
    try {
      if (!isTooDeep()) {
        return new Compose(settings())
            .composeString(file.text())
            .flatMap(this::mapping)
            .or(this::none);
      }
    } catch (MarkedYamlEngineException e) {
      new SyntaxProblem(file, e).addTo(problems);
    } catch (ReaderException e) {
      problems.error(
          file.atCodePoint(e.getPosition()),
          "character U+%04X is not allowed here".formatted(e.getCodePoint()),
          "remove it");
    } catch (YamlEngineException e) {
      whole(String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private void whole(String said) {
    if (said.contains("aliases")) {
      String message = "has more than %d aliases of maps or lists".formatted(MAX_ALIASES);
      problems.error(file.whole(), message, "write out some of them");
    } else {
      problems.error(file.whole(), "is no YAML 1.2", "remove the %YAML line");
    }
  }

  private Optional<MappingNode> mapping(Node root) {
    if (root instanceof MappingNode mapping) {
      new TreeCheck(file, problems).check(mapping);
      return Optional.of(mapping);
    }
    return Optional.empty();
  }

  private Optional<MappingNode> none() {
    problems.error(file.whole(), "is no map of keys and values", "begin with 'version: 1'");
    return Optional.empty();
  }

  /** Composing recurses, parsing does not: so the depth is measured before. */
  private boolean isTooDeep() {
    int depth = 0;
    for (Event event : new Parse(settings()).parseString(file.text())) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        Place place = event.getStartMark().map(mark -> Place.of(file, mark)).orElse(file.whole());
        problems.error(place, "is nested deeper than %d levels".formatted(MAX_DEPTH), "");
        return true;
      }
    }
    return false;
  }

  private LoadSettings settings() {
    return LoadSettings.builder()
        .setLabel(file.name())
        .setSchema(new FailsafeSchema())
        .setCodePointLimit(FileLoader.MAX_BYTES)
        .setMaxAliasesForCollections(MAX_ALIASES)
        // Both are reported by TreeCheck, with both places.
        .setAllowDuplicateKeys(true)
        .setAllowNonScalarKeys(true)
        .build();
  }
}
