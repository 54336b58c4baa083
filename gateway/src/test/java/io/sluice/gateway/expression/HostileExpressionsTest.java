package io.sluice.gateway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is written, and whatever the facts are, the answer comes within a second. */
class HostileExpressionsTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Expressions EXPRESSIONS =
      new Expressions(
          Map.of("text", FactType.TEXT, "list", FactType.TEXTS, "n", FactType.WHOLE), Map.of());
  private static final List<String> MANY =
      IntStream.range(0, 900).mapToObj(i -> "a".repeat(i)).toList();
  private static final Map<String, Object> FACTS =
      Map.of("text", "a,".repeat(300_000), "list", MANY, "n", 1L);

  @BeforeAll
  static void loadTheCompiler() {
    assertThat(EXPRESSIONS.value("n > 1 && list.exists(e, e.matches('x'))").evaluate(FACTS::get))
        .isEqualTo(Evaluated.NO);
  }

  static Stream<String> expressions() {
    String digits = "[0,1,2,3,4,5,6,7,8,9]";
    return Stream.of(
        "(".repeat(990) + "true" + ")".repeat(990),
        "[".repeat(900) + "]".repeat(900),
        "!".repeat(1_900) + "true",
        "-".repeat(1_900) + "1 > 0",
        "true" + " || true".repeat(240),
        "text" + "+text".repeat(300) + " == ''",
        "text" + "+text".repeat(25) + " == ''",
        "true ? ".repeat(200) + "true" + " : false".repeat(60),
        "x" + ".x".repeat(900),
        "x".repeat(2_001),
        "\"" + "\\".repeat(900),
        "{".repeat(1_000),
        "'" + "é".repeat(900),
        digits + ".all(a, " + digits + ".all(b, " + digits + ".all(c, a + b + c >= 0)))",
        digits
            + ".all(a, "
            + digits
            + ".all(b, "
            + digits
            + ".all(c, "
            + digits
            + ".all(d, true))))",
        "list.all(a, list.all(b, a != b))",
        "list.all(a, text.contains('zzz'))",
        "list.exists(a, text.matches('^(.*,){12}P'))",
        "list.exists(a, a.matches('(a?){200}b'))",
        "text.matches('^(.*,){12}P')",
        "text.matches('(a|a)*(,|,)*$x')",
        "text.matches('(.{1000}){1000}')",
        "text.matches('((((a{100}){100}){100}){100}){100}')",
        "text.matches('((((a+)+)+)+)+b')",
        "text.matches('" + "(a{30})".repeat(100) + "')",
        "text.matches('" + "[^x]{0,500}".repeat(30) + "')",
        "text.matches('" + "(".repeat(900) + "')",
        "text.matches('(a+)+\\\\1')",
        "int(text) > 1",
        "9223372036854775807 * n * 9 > 1",
        "list.all(e, e == string(9.9e99))");
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void isAnsweredWithinASecond(String source) {
    Assertions.assertTimeoutPreemptively(LIMIT, () -> answer(source));
  }

  /** Either problems, each with a place, or a result. */
  private static void answer(String source) {
    try {
      Evaluated evaluated = EXPRESSIONS.value(source).evaluate(FACTS::get);
      assertThat(evaluated).isNotInstanceOf(Evaluated.Missing.class);
    } catch (InvalidExpressionException e) {
      assertThat(e.problems())
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem.line()).isPositive())
          .allSatisfy(problem -> assertThat(problem.column()).isPositive())
          .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("endless")
  void isEndedByItsBoundForThatSkuOnly(String source) {
    Expression expression = EXPRESSIONS.value(source);

    assertThat(expression.evaluate(FACTS::get)).isInstanceOf(Evaluated.Failed.class);
    Map<String, Object> harmless =
        Map.of("text", "a", "list", Collections.nCopies(3, "a"), "n", 1L);
    assertThat(expression.evaluate(harmless::get))
        .matches(evaluated -> evaluated == Evaluated.YES || evaluated == Evaluated.NO);
  }

  static Stream<String> endless() {
    return Stream.of(
        "list.all(a, list.all(b, a.size() + b.size() >= 0))",
        "list.all(a, !text.contains('zzz'))",
        "list.exists(a, text.matches('^(.*,){12}P'))",
        "text + text == 'x'");
  }
}
