package io.sluice.gateway.expression;

import com.google.re2j.Pattern;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Set;

/** A compiled expression; immutable and thread-safe. Made by {@link Expressions}. */
public final class Expression {
  private final String source;
  private final FactType type;
  private final Set<String> reads;
  private final CelRuntime.Program program;
  private final Map<String, Pattern> patterns;

  Expression(
      String source,
      FactType type,
      Set<String> reads,
      CelRuntime.Program program,
      Map<String, Pattern> patterns) {
    this.source = source;
    this.type = type;
    this.reads = Set.copyOf(reads);
    this.program = program;
    this.patterns = Map.copyOf(patterns);
  }

  /** As written. */
  public String source() {
    return source;
  }

  /** What it evaluates to. */
  public FactType type() {
    return type;
  }

  /** Names of all facts it may read. */
  public Set<String> reads() {
    return reads;
  }

  /**
   * A fact never received makes the result {@link Evaluated.Missing} only where the result depends
   * on it: {@code brand == "X" && price > 5} is no for another brand, with or without a price.
   */
  public Evaluated evaluate(Facts facts) {
    Evaluation evaluation = new Evaluation(facts, patterns);
    try {
      return evaluation.result(program.eval(evaluation));
    } catch (CelEvaluationException e) {
      return evaluation.failed(e);
    }
  }

  @Override
  public String toString() {
    return source;
  }
}
