package io.sluice.gateway.expression;

/**
 * What is wrong with an expression.
 *
 * @param line within the expression, from 1
 * @param column within that line in code points, from 1
 * @param hint what was probably meant, or empty
 */
public record ExpressionProblem(int line, int column, String message, String hint) {
  @Override
  public String toString() {
    String text = "%d:%d: %s".formatted(line, column, message);
    return hint.isEmpty() ? text : text + " - " + hint;
  }
}
