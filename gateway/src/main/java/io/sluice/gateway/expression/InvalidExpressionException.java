package io.sluice.gateway.expression;

import java.util.List;
import java.util.stream.Collectors;

/** An expression does not compile; says everything that is wrong with it. */
public final class InvalidExpressionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<ExpressionProblem> problems;

  InvalidExpressionException(List<ExpressionProblem> problems) {
    super(problems.stream().map(ExpressionProblem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** In the order of their places, at least one. */
  public List<ExpressionProblem> problems() {
    return problems;
  }
}
