package io.sluice.gateway.config;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where in a file; line and column from 1, or 0 for the file as a whole. */
record Place(SourceFile file, int line, int column, int length) {
  static Place of(SourceFile file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1, 1);
  }

  /** What the node covers of its first line. */
  static Place of(SourceFile file, Node node) {
    return node.getStartMark().map(start -> of(file, start).until(node)).orElseGet(file::whole);
  }

  private Place until(Node node) {
    Mark end = node.getEndMark().orElseThrow();
    return end.getLine() + 1 == line
        ? new Place(file, line, column, Math.max(1, end.getColumn() + 1 - column))
        : this;
  }
}
