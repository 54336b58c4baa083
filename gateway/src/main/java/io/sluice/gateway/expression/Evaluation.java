package io.sluice.gateway.expression;

import com.google.re2j.Pattern;
import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of an expression: hands out facts, and ends it when it reads or matches too much. CEL
 * ends always, but knows no limit of time.
 */
final class Evaluation implements CelVariableResolver {
  /** The name under which {@code matches} gets this object; no merchant can write it. */
  static final String ITSELF = "@evaluation";

  /** Every operation on a text costs at most its length, so this bounds them all. */
  private static final int MAX_CHARACTERS = 1_000_000;

  /** A step takes up to a tenth of a microsecond. */
  private static final long MAX_MATCH_STEPS = 2_000_000;

  /** What a double holds for certain: hides that 0.1 + 0.2 is 0.30000000000000004. */
  private static final MathContext DOUBLE = new MathContext(15);

  private final Facts facts;
  private final Map<String, Pattern> patterns;
  private @Nullable String missing;
  private @Nullable String failure;
  private int characters;
  private long matchSteps;

  Evaluation(Facts facts, Map<String, Pattern> patterns) {
    this.facts = facts;
    this.patterns = patterns;
  }

  @Override
  public Optional<Object> find(String name) {
    if (name.equals(ITSELF)) {
      return Optional.of(this);
    }
    Object fact = facts.find(name);
    if (fact == null) {
      missing = missing == null ? name : missing;
      return Optional.empty();
    }
    if (fact instanceof Facts.Unreadable unreadable) {
      failure = failure == null ? unreadable.why() : failure;
      return Optional.empty();
    }
    return counted(fact);
  }

  private Optional<Object> counted(Object fact) {
    if (fact instanceof BigDecimal number) {
      return Optional.of(number.doubleValue());
    }
    if (fact instanceof String text) {
      characters += text.length();
    } else if (fact instanceof List<?> texts) {
      for (Object text : texts) {
        characters += ((String) text).length();
      }
    }
    if (characters > MAX_CHARACTERS) {
      failure = "it reads more than %,d characters".formatted(MAX_CHARACTERS);
      return Optional.empty();
    }
    return Optional.of(fact);
  }

  /**
   * What {@code text.matches(pattern)} calls.
   *
   * @param pattern one of those compiled with the expression
   */
  boolean matches(String text, String pattern) throws CelEvaluationException {
    Pattern compiled = patterns.get(pattern);
    if (compiled == null) {
      throw new CelEvaluationException("no such pattern: " + pattern);
    }
    matchSteps += (long) text.length() * compiled.programSize();
    if (matchSteps > MAX_MATCH_STEPS) {
      throw new CelEvaluationException("the texts are too long for its patterns");
    }
    return compiled.matcher(text).find();
  }

  Evaluated result(Object value) {
    if (value instanceof Boolean yes) {
      return Evaluated.of(yes);
    } else if (value instanceof CelUnknownSet) {
      return undecided();
    } else if (value instanceof Double number) {
      return number(number);
    }
    return new Evaluated.Value(value);
  }

  private Evaluated undecided() {
    if (failure != null) {
      return new Evaluated.Failed(failure);
    }
    return missing == null
        ? new Evaluated.Failed("it has no result")
        : new Evaluated.Missing(missing);
  }

  private static Evaluated number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return new Evaluated.Failed("the result is no number: divided by 0?");
    }
    return new Evaluated.Value(new BigDecimal(number).round(DOUBLE));
  }

  /** An error may have come first where a fact was missing too; the fact explains more. */
  Evaluated failed(CelEvaluationException e) {
    if (failure != null) {
      return new Evaluated.Failed(failure);
    }
    return new Evaluated.Failed(reason(e));
  }

  private static String reason(CelEvaluationException e) {
    CelErrorCode code = e.getErrorCode();
    return switch (code) {
      case DIVIDE_BY_ZERO -> "it divides by 0";
      case NUMERIC_OVERFLOW -> "a whole number grows too large";
      case ITERATION_BUDGET_EXCEEDED ->
          "it looks at more than %,d elements".formatted(Expressions.MAX_ITERATIONS);
      default -> innermost(e);
    };
  }

  private static String innermost(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
