package io.sluice.gateway.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions over declared facts. Immutable and thread-safe; made once per configuration,
 * since making it takes some milliseconds.
 */
public final class Expressions {
  /** Bounds of what a merchant can write; beyond them lies no honest rule. */
  static final int MAX_CODE_POINTS = 2_000;

  static final int MAX_DEPTH = 32;
  static final int MAX_ITERATIONS = 1_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          // Without it "price > 50" does not compile: a double and an integer.
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(MAX_CODE_POINTS)
          .maxParseRecursionDepth(MAX_DEPTH)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .build();
  private static final CelRuntime RUNTIME =
      // The newer "planner" took 15 times as long when it was tried.
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addFunctionBindings(Patterns.binding())
          .build();

  private final Map<String, FactType> facts;
  private final CelCompiler compiler;
  private final IssueTexts texts;

  /**
   * @param facts by name; a dot belongs to the name, as in {@code attr.color}
   * @param elsewhere facts that expressions of another place may read: why this place may not
   */
  public Expressions(Map<String, FactType> facts, Map<String, String> elsewhere) {
    this.facts = Map.copyOf(facts);
    this.compiler = compiler(this.facts);
    this.texts = new IssueTexts(this.facts.keySet(), Map.copyOf(elsewhere));
  }

  private static CelCompiler compiler(Map<String, FactType> facts) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            // No map, filter or has: they make lists, and every declared fact is there.
            .setStandardMacros(CelStandardMacro.EXISTS, CelStandardMacro.ALL)
            .addMacros(Patterns.macros())
            .addFunctionDeclarations(Patterns.declaration())
            .addVar(Evaluation.ITSELF, SimpleType.DYN);
    facts.forEach((name, type) -> builder.addVar(name, type.type()));
    return builder.build();
  }

  /**
   * Compiles what is yes or no.
   *
   * @throws InvalidExpressionException with everything that is wrong with it
   */
  public Expression condition(String source) {
    Expression expression = compile(source);
    if (expression.type() != FactType.YES_NO) {
      throw wrongType("a condition must be yes or no, this is a " + expression.type().word());
    }
    return expression;
  }

  /**
   * Compiles what is one of the {@link FactType}s.
   *
   * @throws InvalidExpressionException with everything that is wrong with it
   */
  public Expression value(String source) {
    return compile(source);
  }

  /**
   * Splits a text with facts in braces.
   *
   * @throws InvalidExpressionException with everything that is wrong with it
   */
  public Template template(String source) {
    return Template.parse(source, texts);
  }

  /**
   * The type of one fact.
   *
   * @throws InvalidExpressionException where there is none of this name
   */
  public FactType fact(String name) {
    FactType type = facts.get(name);
    if (type == null) {
      throw new InvalidExpressionException(texts.unknownFact(name, 0, name).stream().toList());
    }
    return type;
  }

  private Expression compile(String source) {
    CelValidationResult parsed = compiler.parse(source);
    CelAbstractSyntaxTree tree = orThrow(parsed, null);
    CelAbstractSyntaxTree checked = orThrow(compiler.check(tree), tree);
    try {
      return new Expression(
          source,
          type(checked.getResultType()),
          reads(checked),
          RUNTIME.createProgram(checked),
          Patterns.in(checked));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("cannot plan " + source, e);
    }
  }

  private CelAbstractSyntaxTree orThrow(
      CelValidationResult result, @Nullable CelAbstractSyntaxTree parsed) {
    try {
      if (!result.hasError()) {
        return result.getAst();
      }
    } catch (CelValidationException e) {
      throw new InvalidExpressionException(texts.explain(e.getErrors(), parsed));
    }
    throw new InvalidExpressionException(texts.explain(result.getErrors(), parsed));
  }

  private static FactType type(CelType type) {
    for (FactType each : FactType.values()) {
      if (each.type().equals(type)) {
        return each;
      }
    }
    throw wrongType(
        "it is a %s; text, number, yes or no and lists of texts can be used"
            .formatted(IssueTexts.word(type.name())));
  }

  private Set<String> reads(CelAbstractSyntaxTree checked) {
    return checked.getReferenceMap().values().stream()
        .map(CelReference::name)
        .filter(facts::containsKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static InvalidExpressionException wrongType(String message) {
    return new InvalidExpressionException(List.of(new ExpressionProblem(1, 1, message, "")));
  }
}
