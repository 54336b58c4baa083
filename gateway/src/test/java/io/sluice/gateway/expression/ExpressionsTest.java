package io.sluice.gateway.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
  private static final Expressions EXPRESSIONS =
      new Expressions(
          Map.of(
              "brand", FactType.TEXT,
              "price", FactType.NUMBER,
              "stock", FactType.WHOLE,
              "categories", FactType.TEXTS,
              "attr.color", FactType.TEXT,
              "attr.fba", FactType.YES_NO,
              "attr.package", FactType.TEXT),
          Map.of("channel_price", "it is known in fields"));

  private final Map<String, Object> facts = new HashMap<>();

  ExpressionsTest() {
    facts.put("brand", "Acme");
    facts.put("price", new BigDecimal("17.00"));
    facts.put("stock", 12L);
    facts.put("categories", List.of("shoes", "sale"));
    facts.put("attr.color", "navy");
    facts.put("attr.fba", false);
    facts.put("attr.package", "box");
  }

  private Evaluated evaluate(String source) {
    return EXPRESSIONS.value(source).evaluate(facts::get);
  }

  private static List<ExpressionProblem> problems(String source) {
    return catchThrowableOfType(InvalidExpressionException.class, () -> EXPRESSIONS.value(source))
        .problems();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "brand == 'Acme' && price > 10",
        "price == 17.0",
        "price >= 16.99 && price < 17.01",
        "!attr.fba",
        "attr.package == 'box'",
        "'sale' in categories",
        "categories.exists(c, c.startsWith('sh'))",
        "categories.all(c, c != brand)",
        "size(categories) == 2",
        "brand.matches('^Ac(me)?$')",
        "matches(brand, 'c.e')",
        "stock > 5 && double(stock) * 1.5 > 3.0"
      })
  void conditionsAreTrue(String source) {
    assertThat(EXPRESSIONS.condition(source).evaluate(facts::get)).isEqualTo(Evaluated.YES);
  }

  @Test
  void valuesAreOfTheirKind() {
    assertThat(evaluate("brand + ' ' + attr.color")).isEqualTo(new Evaluated.Value("Acme navy"));
    assertThat(evaluate("price * 2.0")).isEqualTo(new Evaluated.Value(new BigDecimal("34")));
    assertThat(evaluate("0.1 + 0.2 + price * 0.0"))
        .isEqualTo(new Evaluated.Value(new BigDecimal("0.300000000000000")));
    assertThat(evaluate("stock + 1")).isEqualTo(new Evaluated.Value(13L));
    assertThat(evaluate("categories")).isEqualTo(new Evaluated.Value(List.of("shoes", "sale")));
    assertThat(EXPRESSIONS.value("price").type()).isEqualTo(FactType.NUMBER);
    assertThat(EXPRESSIONS.value("attr.fba || price > 1").reads())
        .containsExactlyInAnyOrder("attr.fba", "price");
  }

  @Test
  void aFactNeverReceivedCountsOnlyWhereTheResultDependsOnIt() {
    facts.remove("price");

    assertThat(evaluate("price >= 10")).isEqualTo(new Evaluated.Missing("price"));
    assertThat(evaluate("brand == 'Acme' && price >= 10"))
        .isEqualTo(new Evaluated.Missing("price"));
    assertThat(evaluate("price >= 10 && brand == 'Acme'"))
        .isEqualTo(new Evaluated.Missing("price"));
    assertThat(evaluate("brand == 'X' && price >= 10")).isEqualTo(Evaluated.NO);
    assertThat(evaluate("price >= 10 && brand == 'X'")).isEqualTo(Evaluated.NO);
    assertThat(evaluate("price >= 10 || brand == 'Acme'")).isEqualTo(Evaluated.YES);
    assertThat(evaluate("price >= 10.0 ? 'a' : 'b'")).isEqualTo(new Evaluated.Missing("price"));
  }

  @Test
  void whatCannotBeReadOrCalculatedSaysWhy() {
    facts.put("attr.color", new Facts.Unreadable("attribute color is an object"));

    assertThat(evaluate("attr.color == 'navy'"))
        .isEqualTo(new Evaluated.Failed("attribute color is an object"));
    assertThat(evaluate("stock / 0 > 1")).isEqualTo(new Evaluated.Failed("it divides by 0"));
    assertThat(evaluate("9223372036854775807 + stock > 1"))
        .isEqualTo(new Evaluated.Failed("a whole number grows too large"));
    assertThat(evaluate("price / 0.0"))
        .isEqualTo(new Evaluated.Failed("the result is no number: divided by 0?"));
    assertThat(evaluate("int(brand) > 1")).isInstanceOf(Evaluated.Failed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "prise > 1 | 1 | 1 | there is no fact 'prise' | did you mean 'price'?",
        "brand == 'A' && stok > 1 | 1 | 17 | there is no fact 'stok' | did you mean 'stock'?",
        "attr.colr == 'x' | 1 | 1 | there is no fact 'attr.colr' | did you mean 'attr.color'?",
        "attr.zzzzzz == 'x' | 1 | 1 | there is no fact 'attr.zzzzzz' | "
            + "known: attr.color, attr.fba, attr.package",
        "channel_price > 5 | 1 | 1 | 'channel_price' cannot be read here | it is known in fields",
        "brand > 5 | 1 | 7 | '>' does not work with text and whole number | ``",
        "stock * 1.5 > 3.0 | 1 | 7 | '*' does not work with whole number and number | "
            + "write a number with a point, such as 17.0, or double(...)",
        "brand && price > 1 | 1 | 7 | '&&' does not work with text and yes or no | ``",
        "price == 17 | 1 | 7 | '==' does not work with number and whole number | "
            + "write a number with a point, such as 17.0, or double(...)",
        "brand && | 1 | 9 | it ends too early | ``",
        "brand = \"x\" | 1 | 7 | cannot read '= ' | write == to compare",
        "brand == \"a\" and true | 1 | 14 | mismatched input 'and' | write && instead of and",
        "has(attr.fba) | 1 | 4 | there is no function 'has' here | "
            + "every declared fact is there; write attr.color != \"\"",
        "brand.startWith(\"a\") | 1 | 16 | there is no function 'startWith' here | "
            + "did you mean 'startsWith'? (allowed: size, contains, startsWith, endsWith, matches,"
            + " exists, all, double, int, string)",
        "brand.matches(attr.color) | 1 | 19 | "
            + "the pattern of matches must be written out as a text | ``",
        "timestamp(\"2026-01-01T00:00:00Z\") | 1 | 1 | it is a google.protobuf.Timestamp; "
            + "text, number, yes or no and lists of texts can be used | ``"
      })
  void everyMistakeHasItsPlaceAndWhatWasMeant(
      String source, int line, int column, String message, String hint) {
    assertThat(problems(source)).contains(new ExpressionProblem(line, column, message, hint));
  }

  @Test
  void allProblemsAreReportedTogetherWithTheirLines() {
    assertThat(problems("prise > 1 &&\n  stok > 2"))
        .containsExactly(
            new ExpressionProblem(1, 1, "there is no fact 'prise'", "did you mean 'price'?"),
            new ExpressionProblem(2, 3, "there is no fact 'stok'", "did you mean 'stock'?"));
  }

  @Test
  void aConditionIsYesOrNo() {
    InvalidExpressionException thrown =
        catchThrowableOfType(
            InvalidExpressionException.class, () -> EXPRESSIONS.condition("brand"));

    assertThat(thrown.problems())
        .containsExactly(
            new ExpressionProblem(1, 1, "a condition must be yes or no, this is a text", ""));
  }

  @Test
  void oneFactHasItsType() {
    assertThat(EXPRESSIONS.fact("attr.fba")).isEqualTo(FactType.YES_NO);
    assertThat(
            catchThrowableOfType(
                    InvalidExpressionException.class, () -> EXPRESSIONS.fact("attr.fbaa"))
                .problems())
        .containsExactly(
            new ExpressionProblem(
                1, 1, "there is no fact 'attr.fbaa'", "did you mean 'attr.fba'?"));
  }
}
