package io.sluice.gateway.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.runtime.CelFunctionBinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code matches} as merchants have it: the pattern is written out, so that it is compiled and
 * judged when the configuration is read, and never again. RE2 syntax: no pattern takes longer than
 * its size times the text.
 */
final class Patterns {
  static final String FUNCTION = "matches";
  static final String INTERNAL = "@matches";
  private static final String OVERLOAD = "matches_compiled";

  /** Steps per character at worst. */
  private static final int MAX_SIZE = 500;

  /** Before it is compiled: counted repetitions are written out then, one within the other. */
  private static final int MAX_WRITTEN_OUT = 20_000;

  private Patterns() {}

  /** As a method and as a function. */
  static List<CelMacro> macros() {
    return List.of(
        CelMacro.newReceiverMacro(
            FUNCTION, 1, (factory, text, arguments) -> expand(factory, text, arguments.get(0))),
        CelMacro.newGlobalMacro(
            FUNCTION,
            2,
            (factory, none, arguments) -> expand(factory, arguments.get(0), arguments.get(1))));
  }

  static CelFunctionDecl declaration() {
    return CelFunctionDecl.newFunctionDeclaration(
        INTERNAL,
        CelOverloadDecl.newGlobalOverload(
            OVERLOAD, SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING, SimpleType.DYN));
  }

  static CelFunctionBinding binding() {
    return CelFunctionBinding.from(
        OVERLOAD,
        List.of(String.class, String.class, Object.class),
        arguments ->
            ((Evaluation) arguments[2]).matches((String) arguments[0], (String) arguments[1]));
  }

  /** Those that an expression has, by their text. */
  static Map<String, Pattern> in(CelAbstractSyntaxTree ast) {
    Map<String, Pattern> patterns = new HashMap<>();
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == ExprKind.Kind.CALL)
        .map(node -> node.expr().call())
        .filter(call -> call.function().equals(INTERNAL))
        .map(call -> call.args().get(1).constant().stringValue())
        .forEach(pattern -> patterns.put(pattern, Pattern.compile(pattern)));
    return patterns;
  }

  private static Optional<CelExpr> expand(
      CelMacroExprFactory factory, CelExpr text, CelExpr pattern) {
    String problem = problem(pattern);
    if (!problem.isEmpty()) {
      CelIssue issue = CelIssue.formatError(factory.getSourceLocation(pattern), problem);
      return Optional.of(factory.reportError(issue));
    }
    CelExpr evaluation = factory.newIdentifier(Evaluation.ITSELF);
    return Optional.of(factory.newGlobalCall(INTERNAL, text, pattern, evaluation));
  }

  /** Empty where it is fine. */
  private static String problem(CelExpr pattern) {
    boolean text =
        pattern.getKind() == ExprKind.Kind.CONSTANT
            && pattern.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    return text
        ? problem(pattern.constant().stringValue())
        : "the pattern of matches must be written out as a text";
  }

  private static String problem(String pattern) {
    if (writtenOut(pattern) > MAX_WRITTEN_OUT) {
      return "the pattern repeats too much";
    }
    try {
      int size = Pattern.compile(pattern).programSize();
      return size <= MAX_SIZE
          ? ""
          : "the pattern is too large: %d steps, at most %d are allowed".formatted(size, MAX_SIZE);
    } catch (PatternSyntaxException e) {
      return "the pattern is wrong: %s: %s".formatted(e.getDescription(), e.getPattern());
    }
  }

  /** Never less than the length that the pattern has without its {@code {n,m}}. */
  private static long writtenOut(String pattern) {
    long size = Math.max(1, pattern.length());
    long count = 0;
    for (int i = 0; i < pattern.length() && size <= MAX_WRITTEN_OUT; i++) {
      char each = pattern.charAt(i);
      if (each >= '0' && each <= '9') {
        count = Math.min(MAX_WRITTEN_OUT, count * 10 + each - '0');
      } else if (each == '}') {
        size *= Math.max(1, count);
        count = 0;
      } else if (!pattern.startsWith(",}", i)) {
        count = 0;
      }
    }
    return size;
  }
}
