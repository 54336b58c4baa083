package io.sluice.gateway.config;

import io.sluice.gateway.expression.Evaluated;
import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.expression.ExpressionProblem;
import io.sluice.gateway.expression.Expressions;
import io.sluice.gateway.expression.InvalidExpressionException;
import io.sluice.gateway.expression.Template;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads expressions, templates and names of facts; what is wrong in one is reported at its place in
 * the file. Variables are not put in: what a rule does must not depend on the machine.
 */
final class ExpressionReader {
  private final Reading reading;
  private final Expressions expressions;

  ExpressionReader(Reading reading, Expressions expressions) {
    this.reading = reading;
    this.expressions = expressions;
  }

  /** What is yes or no. */
  Optional<Expression> condition(Entry entry) {
    Optional<Expression> condition = read(entry, expressions::condition);
    condition.ifPresent(found -> noteAlways(entry, found));
    return condition;
  }

  /** What is known before any fact is, no fact changes. */
  private void noteAlways(Entry entry, Expression condition) {
    Evaluated always = condition.evaluate(unknown -> null);
    if (always instanceof Evaluated.Value) {
      String answer = always.equals(Evaluated.YES) ? "yes" : "no";
      reading
          .problems()
          .note(
              entry.valuePlace(),
              "%s is always %s".formatted(entry.named(), answer),
              "compare it with a fact, or take it out");
    }
  }

  Optional<Expression> value(Entry entry) {
    return read(entry, expressions::value);
  }

  Optional<Template> template(Entry entry) {
    return read(entry, expressions::template);
  }

  /** The name of a fact. */
  Optional<String> fact(Entry entry) {
    return read(
        entry,
        name -> {
          expressions.fact(name);
          return name;
        });
  }

  private <T> Optional<T> read(Entry entry, Function<String, T> compiler) {
    return reading.scalars().literal(entry).flatMap(text -> read(entry, text, compiler));
  }

  private <T> Optional<T> read(Entry entry, String text, Function<String, T> compiler) {
    try {
      return Optional.of(compiler.apply(text));
    } catch (InvalidExpressionException e) {
      ScalarText scalar = new ScalarText(entry, (ScalarNode) entry.value());
      e.problems().forEach(problem -> report(entry, scalar, problem));
      return Optional.empty();
    }
  }

  private void report(Entry entry, ScalarText scalar, ExpressionProblem problem) {
    Place place = scalar.at(problem.line(), problem.column());
    String message = entry.named() + ": " + problem.message();
    reading.problems().error(place, message, problem.hint());
  }
}
