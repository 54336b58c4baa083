package io.sluice.gateway.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import io.sluice.gateway.validation.Suggestions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts what the compiler says into the merchant's words, with what was probably meant. */
final class IssueTexts {
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '(?<name>[^']*)'.*", Pattern.DOTALL);
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '(?<function>[^']*)' applied to '(?<types>.*?)'"
              + "( \\(candidates.*)?",
          Pattern.DOTALL);
  private static final Pattern EXPECTING = Pattern.compile(" expecting (\\{.*}|<EOF>)$");
  private static final List<String> FUNCTIONS =
      List.of(
          "size",
          "contains",
          "startsWith",
          "endsWith",
          Patterns.FUNCTION,
          "exists",
          "all",
          "double",
          "int",
          "string");
  private static final Map<String, String> NOT_HERE =
      Map.of(
          "has", "every declared fact is there; write attr.color != \"\"",
          "map", "use exists or all",
          "filter", "use exists or all");
  private static final int MOST_LISTED = 12;

  private final Set<String> facts;
  private final Map<String, String> elsewhere;

  IssueTexts(Set<String> facts, Map<String, String> elsewhere) {
    this.facts = new TreeSet<>(facts);
    this.elsewhere = elsewhere;
  }

  /**
   * @param parsed the tree, where the problem lies in its types and names
   */
  List<ExpressionProblem> explain(
      Collection<CelIssue> issues, @Nullable CelAbstractSyntaxTree parsed) {
    return issues.stream()
        .map(issue -> explain(issue, parsed))
        .distinct()
        .sorted(
            Comparator.comparingInt(ExpressionProblem::line)
                .thenComparingInt(ExpressionProblem::column))
        .toList();
  }

  private ExpressionProblem explain(CelIssue issue, @Nullable CelAbstractSyntaxTree parsed) {
    Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
    if (undeclared.matches() && parsed != null) {
      return unknown(issue, undeclared.group("name"), parsed);
    }
    Matcher types = NO_OVERLOAD.matcher(issue.getMessage());
    if (types.matches()) {
      return wrongTypes(issue, types.group("function"), types.group("types"));
    }
    return syntax(issue);
  }

  private ExpressionProblem unknown(CelIssue issue, String name, CelAbstractSyntaxTree parsed) {
    Optional<CelNavigableExpr> node = node(parsed, issue.getExprId());
    if (node.map(found -> found.getKind() == ExprKind.Kind.CALL).orElse(false)) {
      String hint = NOT_HERE.getOrDefault(name, Suggestions.hint(name, FUNCTIONS));
      return at(issue, "there is no function '%s' here".formatted(name), hint);
    }
    String path = node.map(found -> path(found, name)).orElse(name);
    int line = issue.getSourceLocation().getLine();
    return unknown(line, issue.getSourceLocation().getColumn() + 1, path);
  }

  private ExpressionProblem unknown(int line, int column, String path) {
    String reason = elsewhere.get(path);
    return reason == null
        ? new ExpressionProblem(line, column, "there is no fact '%s'".formatted(path), hint(path))
        : new ExpressionProblem(line, column, "'%s' cannot be read here".formatted(path), reason);
  }

  /** What is wrong with a name that stands at an index of a template; empty where it is known. */
  Optional<ExpressionProblem> unknownFact(String template, int index, String name) {
    return facts.contains(name)
        ? Optional.empty()
        : Optional.of(unknown(line(template, index), column(template, index), name));
  }

  ExpressionProblem inTemplate(String template, int index, String message, String hint) {
    return new ExpressionProblem(line(template, index), column(template, index), message, hint);
  }

  private static int line(String text, int index) {
    return 1 + (int) text.substring(0, index).chars().filter(each -> each == '\n').count();
  }

  private static int column(String text, int index) {
    int start = text.lastIndexOf('\n', index - 1) + 1;
    return text.codePointCount(start, index) + 1;
  }

  private static Optional<CelNavigableExpr> node(CelAbstractSyntaxTree parsed, long id) {
    return CelNavigableAst.fromAst(parsed).getRoot().allNodes().filter(n -> n.id() == id).findAny();
  }

  /** {@code attr} alone is never declared; what was meant is {@code attr.color}. */
  private String path(CelNavigableExpr node, String name) {
    String path = name;
    Optional<CelNavigableExpr> parent = node.parent();
    if (parent.isPresent() && parent.get().getKind() == ExprKind.Kind.SELECT) {
      CelExpr select = parent.get().expr();
      boolean group = facts.stream().anyMatch(fact -> fact.startsWith(name + "."));
      path = group ? name + "." + select.select().field() : name;
    }
    return path;
  }

  private String hint(String path) {
    Optional<String> closest = Suggestions.closest(path, facts);
    if (closest.isPresent()) {
      return "did you mean '%s'?".formatted(closest.get());
    }
    int dot = path.indexOf('.');
    List<String> known =
        facts.stream()
            .filter(
                fact ->
                    dot >= 0 ? fact.startsWith(path.substring(0, dot + 1)) : !fact.contains("."))
            .toList();
    return known.size() <= MOST_LISTED
        ? "known: " + String.join(", ", known)
        : "known: " + String.join(", ", known.subList(0, MOST_LISTED)) + ", ...";
  }

  private static ExpressionProblem wrongTypes(CelIssue issue, String function, String types) {
    String words = words(types);
    String operator = operator(function);
    boolean mixed = types.contains("int") && types.contains("double");
    String hint = mixed ? "write a number with a point, such as 17.0, or double(...)" : "";
    return at(issue, "'%s' does not work with %s".formatted(operator, words), hint);
  }

  /** {@code _>_}, {@code @in} and our own {@code @matches} as they are written. */
  private static String operator(String function) {
    return function.replace("_", "").replace("@", "");
  }

  /** {@code (string, int)} as "text and whole number". */
  private static String words(String types) {
    String inner = types.replaceFirst("^\\(", "").replaceFirst("\\)$", "");
    return List.of(inner.split(", ")).stream()
        .filter(type -> !type.equals("dyn"))
        .map(IssueTexts::word)
        .reduce((left, right) -> left + " and " + right)
        .orElse(inner);
  }

  static String word(String type) {
    for (FactType each : FactType.values()) {
      boolean list = type.equals("list(string)") && each == FactType.TEXTS;
      if (list || each.type().name().equals(type)) {
        return each.word();
      }
    }
    return type;
  }

  private static ExpressionProblem syntax(CelIssue issue) {
    String message = EXPECTING.matcher(issue.getMessage()).replaceFirst("");
    if (message.contains("recursion limit")) {
      return at(
          issue, "it is nested too deep", "at most %d levels".formatted(Expressions.MAX_DEPTH));
    }
    if (message.contains("code point size")) {
      return at(
          issue, "it is too long", "at most %,d characters".formatted(Expressions.MAX_CODE_POINTS));
    }
    if (message.contains("'<EOF>'")) {
      return at(issue, "it ends too early", "");
    }
    if (message.startsWith("token recognition error at: ")) {
      return unreadable(issue, message.substring("token recognition error at: ".length()));
    }
    return at(issue, message, wordOperator(message));
  }

  private static ExpressionProblem unreadable(CelIssue issue, String token) {
    String hint = "";
    if (token.startsWith("'=")) {
      hint = "write == to compare";
    } else if (token.startsWith("''") || token.startsWith("'\"")) {
      hint = "is a closing quote missing?";
    } else if (token.startsWith("'&") || token.startsWith("'|")) {
      hint = "write && and ||";
    }
    return at(issue, "cannot read " + shortened(token), hint);
  }

  private static String wordOperator(String message) {
    if (message.contains("'and'")) {
      return "write && instead of and";
    } else if (message.contains("'or'")) {
      return "write || instead of or";
    } else if (message.contains("'not'")) {
      return "write ! instead of not";
    }
    return "";
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private static ExpressionProblem at(CelIssue issue, String message, String hint) {
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
    return new ExpressionProblem(line, column, message, hint);
  }
}
