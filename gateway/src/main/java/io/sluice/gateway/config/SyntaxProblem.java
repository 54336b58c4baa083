package io.sluice.gateway.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in our words what the YAML parser found, at the place where a person would look. */
final class SyntaxProblem {
  private static final Pattern TEXT_AFTER_BRACE =
      Pattern.compile("^\\s*(?:-\\s+){0,4}[^\\s#\"'{]+:\\s+\\{[^}]*}\\s*[^\\s#,}\\]].*");

  private record Reason(String sign, String message, String hint) {}

  /** The first whose sign is part of what the parser says. */
  private static final List<Reason> REASONS =
      List.of(
          new Reason("(TAB)", "a tab cannot indent", "use spaces"),
          new Reason(
              "character '@'", "a value cannot begin with @", "put the whole value in quotes"),
          new Reason(
              "character '`'", "a value cannot begin with `", "put the whole value in quotes"),
          new Reason(
              "character '%'", "a value cannot begin with %", "put the whole value in quotes"),
          new Reason(
              "mapping values are not allowed",
              "a key is not expected here",
              "check the indentation; a value with ': ' in it must be in quotes"),
          new Reason(
              "undefined alias",
              "there is no anchor of this name",
              "a value that begins with * must be in quotes"),
          new Reason(
              "but found another document", "a second document begins here", "remove the '---'"),
          new Reason("escape character", "this escape is not known", "write \\\\ for a backslash"),
          new Reason(
              "but found '<block mapping start>'",
              "is indented differently from its siblings",
              "give all keys of one map the same indentation"),
          new Reason(
              "expected ',' or '}'",
              "this { is not closed, or a comma is missing",
              "separate with commas and close with }"),
          new Reason(
              "expected ',' or ']'",
              "this [ is not closed, or a comma is missing",
              "separate with commas and close with ]"),
          new Reason(
              "but found '<scalar>'",
              "text after the end of the value",
              "put the whole value in quotes"),
          new Reason("found '<document end>'", "the file ends too early", ""));

  private final SourceFile file;
  private final MarkedYamlEngineException thrown;
  private final String said;

  SyntaxProblem(SourceFile file, MarkedYamlEngineException thrown) {
    this.file = file;
    this.thrown = thrown;
    this.said = String.valueOf(thrown.getProblem());
  }

  void addTo(Problems problems) {
    if (said.contains("unexpected end of stream") && thrown.getContextMark().isPresent()) {
      problems.error(at(thrown.getContextMark()), "this quote is never closed", "add the quote");
    } else if (beginsWithBrace()) {
      problems.error(
          at(thrown.getProblemMark()),
          "a value that begins with { is read as a map",
          "put the whole value in quotes: \"{...}...\"");
    } else if (isTemplateInFlowMap()) {
      problems.error(
          at(thrown.getProblemMark()),
          "between { } a text must not hold another {",
          "put the text in quotes: { key: \"...{sku}...\" }");
    } else {
      Reason reason = reason();
      problems.error(at(thrown.getProblemMark()), reason.message(), reason.hint());
    }
  }

  private Reason reason() {
    return REASONS.stream()
        .filter(reason -> said.contains(reason.sign()))
        .findFirst()
        .orElseGet(() -> new Reason("", "is no YAML 1.2", "check quotes, colons and indentation"));
  }

  private boolean beginsWithBrace() {
    return said.contains("expected <block end>")
        && thrown.getProblemMark().isPresent()
        && TEXT_AFTER_BRACE
            .matcher(file.line(thrown.getProblemMark().get().getLine() + 1))
            .matches();
  }

  private boolean isTemplateInFlowMap() {
    return said.contains("but got {") || said.contains("but found '{'");
  }

  private Place at(Optional<Mark> mark) {
    return mark.or(thrown::getContextMark)
        .map(found -> Place.of(file, found))
        .orElseGet(file::whole);
  }
}
