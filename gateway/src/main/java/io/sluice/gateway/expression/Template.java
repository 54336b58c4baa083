package io.sluice.gateway.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text with facts in braces: {@code {brand} {name}}. Doubled braces are braces. Runs of white
 * space become one blank, so that an empty fact leaves no gap; where every fact is empty, so is the
 * text. Immutable; made by {@link Expressions}.
 */
public final class Template {
  private final String source;
  private final List<Part> parts;
  private final Set<String> reads;

  private record Part(String text, boolean isFact) {}

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
    Set<String> names = new TreeSet<>();
    parts.stream().filter(Part::isFact).forEach(part -> names.add(part.text()));
    this.reads = Set.copyOf(names);
  }

  /**
   * @throws InvalidExpressionException with everything that is wrong with it
   */
  static Template parse(String source, IssueTexts texts) {
    Parser parser = new Parser(source, texts);
    parser.read();
    if (!parser.problems.isEmpty()) {
      throw new InvalidExpressionException(parser.problems);
    }
    return new Template(source, parser.parts);
  }

  /** Names of all facts in it. */
  public Set<String> reads() {
    return reads;
  }

  /** Evaluates to a {@link String}. */
  public Evaluated render(Facts facts) {
    StringBuilder text = new StringBuilder(64);
    boolean empty = !reads.isEmpty();
    for (Part part : parts) {
      if (!part.isFact()) {
        append(text, part.text());
        continue;
      }
      Object fact = facts.find(part.text());
      if (fact == null) {
        return new Evaluated.Missing(part.text());
      } else if (fact instanceof Facts.Unreadable unreadable) {
        return new Evaluated.Failed(unreadable.why());
      }
      String shown = text(fact);
      empty &= shown.isBlank();
      append(text, shown);
    }
    return new Evaluated.Value(empty ? "" : text.toString().stripTrailing());
  }

  private static void append(StringBuilder text, String more) {
    for (int i = 0; i < more.length(); i++) {
      char each = more.charAt(i);
      if (!Character.isWhitespace(each)) {
        text.append(each);
      } else if (text.length() > 0 && text.charAt(text.length() - 1) != ' ') {
        text.append(' ');
      }
    }
  }

  /** A value as a text shows it. */
  public static String text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    } else if (value instanceof Boolean yes) {
      return yes ? "yes" : "no";
    } else if (value instanceof List<?> list) {
      return String.join(", ", list.stream().map(Template::text).toList());
    }
    return value.toString();
  }

  @Override
  public String toString() {
    return source;
  }

  private static final class Parser {
    private final String source;
    private final IssueTexts texts;
    private final List<Part> parts = new ArrayList<>();
    private final List<ExpressionProblem> problems = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    Parser(String source, IssueTexts texts) {
      this.source = source;
      this.texts = texts;
    }

    void read() {
      while (at < source.length()) {
        char each = source.charAt(at);
        if (each != '{' && each != '}') {
          literal.append(each);
          at++;
        } else if (source.startsWith(String.valueOf(each), at + 1)) {
          literal.append(each);
          at += 2;
        } else {
          fact(each);
        }
      }
      parts.add(new Part(literal.toString(), false));
    }

    private void fact(char brace) {
      int end = brace == '{' ? source.indexOf('}', at) : -1;
      if (end < 0) {
        String what = brace == '{' ? "'{' is never closed" : "'}' closes nothing";
        String hint = "write %c%c for a brace".formatted(brace, brace);
        problems.add(texts.inTemplate(source, at, what, hint));
        at = source.length();
        return;
      }
      String name = source.substring(at + 1, end).strip();
      texts.unknownFact(source, at + 1, name).ifPresent(problems::add);
      parts.add(new Part(literal.toString(), false));
      parts.add(new Part(name, true));
      literal.setLength(0);
      at = end + 1;
    }
  }
}
