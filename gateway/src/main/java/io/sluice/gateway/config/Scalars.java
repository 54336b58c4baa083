package io.sluice.gateway.config;

import io.sluice.adapter.Secret;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.validation.Suggestions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Single values by the type that their key asks for; empty when the value is a problem. */
final class Scalars {
  private static final Map<String, Boolean> YES_NO =
      Map.of("yes", true, "true", true, "no", false, "false", false);
  private static final Pattern GLUED_COMMENT = Pattern.compile("^\\s+#[^\\s#].*");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");
  private static final Pattern MONEY = Pattern.compile("-?(\\d{1,15}(\\.\\d{1,6})?|\\.\\d{1,6})");
  private static final Pattern PERCENT = Pattern.compile("(-?\\d{1,6}(?:\\.\\d{1,4})?) ?%");

  private final Problems problems;
  private final References references;

  Scalars(Problems problems, References references) {
    this.problems = problems;
    this.references = references;
  }

  /** Offline, stand-ins may be part of it. */
  Optional<String> text(Entry entry) {
    return expanded(entry).map(References.Expanded::text);
  }

  /** Empty also when a variable is unset offline: whoever asks takes the default. */
  Optional<String> completeText(Entry entry) {
    return expanded(entry).filter(References.Expanded::complete).map(References.Expanded::text);
  }

  Optional<Long> integer(Entry entry) {
    return parsed(
        entry,
        "a whole number",
        text ->
            Optional.of(text)
                .filter(number -> WHOLE_NUMBER.matcher(number).matches())
                .map(Long::valueOf));
  }

  Optional<Double> decimal(Entry entry) {
    return parsed(
        entry,
        "a number",
        text ->
            Optional.of(text)
                .filter(number -> DECIMAL.matcher(number).matches())
                .map(number -> new BigDecimal(number).doubleValue()));
  }

  /** As it is written, without variables. */
  Optional<String> literal(Entry entry) {
    return scalar(entry).map(ScalarNode::getValue);
  }

  /** An amount, a rate or a number of a rule; never through a double. */
  Optional<BigDecimal> amount(Entry entry) {
    return parsed(entry, "an amount such as 9.99", Scalars::amount, Scalars::pointForComma);
  }

  private static String pointForComma(String written) {
    return amount(written.replace(',', '.'))
        .map(meant -> "write " + meant.toPlainString())
        .orElse("");
  }

  static Optional<BigDecimal> amount(String text) {
    return Optional.of(text).filter(number -> MONEY.matcher(number).matches()).map(BigDecimal::new);
  }

  Optional<Percent> percent(Entry entry) {
    return parsed(
        entry,
        "a percentage such as 19%",
        text ->
            Optional.of(PERCENT.matcher(text))
                .filter(Matcher::matches)
                .map(number -> Percent.of(number.group(1))),
        Scalars::withSign);
  }

  /** A part of one is often meant where a percentage is wanted. */
  private static String withSign(String written) {
    return amount(written)
        .map(number -> number.compareTo(BigDecimal.ONE) < 0 ? number.movePointRight(2) : number)
        .map(number -> "write " + number.stripTrailingZeros().toPlainString() + "%")
        .orElse("");
  }

  Optional<ZoneId> zone(Entry entry) {
    return parsed(
        entry,
        "a time zone such as Europe/Berlin",
        text -> Optional.of(text).filter(ZoneId.getAvailableZoneIds()::contains).map(ZoneId::of));
  }

  /**
   * A date, which begins at 00:00, or a date with its time.
   *
   * @param zone where it is that time
   */
  Optional<Instant> instant(Entry entry, ZoneId zone) {
    return parsed(
        entry,
        "a date such as 2026-11-27 or 2026-11-27T18:00",
        text -> localTime(text).map(time -> time.atZone(zone).toInstant()));
  }

  private static Optional<LocalDateTime> localTime(String text) {
    try {
      return Optional.of(
          text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  Optional<Duration> duration(Entry entry) {
    return parsed(entry, Units.DURATION_FORM, Units::duration);
  }

  Optional<Long> bytes(Entry entry) {
    return parsed(entry, Units.BYTES_FORM, Units::bytes);
  }

  Optional<Boolean> yesNo(Entry entry) {
    return parsed(entry, "yes or no", text -> Optional.ofNullable(YES_NO.get(text)));
  }

  Optional<Secret> secret(Entry entry) {
    return scalar(entry)
        .flatMap(node -> references.secret(node.getValue(), entry.valuePlace(), entry.named()));
  }

  Optional<Path> existingFile(Entry entry) {
    return text(entry).flatMap(text -> references.existing(text, entry.valuePlace()));
  }

  /** A list of texts. Of one with mistakes what is right is left; they have been reported then. */
  Optional<List<String>> texts(Entry entry) {
    List<Entry> items = items(entry);
    List<String> texts = items.stream().flatMap(item -> completeText(item).stream()).toList();
    return items.isEmpty() || !texts.isEmpty() ? Optional.of(texts) : Optional.empty();
  }

  /** A file that belongs to the configuration; relative to the one that names it. */
  Optional<Path> file(Entry entry) {
    return literal(entry).flatMap(text -> references.path(text, entry.valuePlace()));
  }

  /** One of a few words. */
  Optional<String> word(Entry entry, List<String> allowed) {
    return completeText(entry).filter(word -> isAllowed(entry, word, allowed));
  }

  <E extends Enum<E>> Optional<E> word(Entry entry, Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return word(entry, constants.stream().map(Texts::word).toList())
        .map(word -> constants.get(constants.stream().map(Texts::word).toList().indexOf(word)));
  }

  /** The items of a list as entries of their own, so that each has its place. */
  List<Entry> items(Entry entry) {
    if (entry.value() instanceof SequenceNode sequence) {
      List<Entry> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(new Entry(entry.file(), entry.within(), entry.keyNode(), item));
      }
      return items;
    }
    mismatch(entry, "a list: [a, b]");
    return List.of();
  }

  /** Says that something else is expected here; a value that is no scalar is never echoed. */
  void mismatch(Entry entry, String expected) {
    if (entry.isEmpty()) {
      problems.error(
          entry.keyPlace(), entry.named() + " has no value", "write one or remove the key");
    } else if (entry.looksLikeTemplate()) {
      problems.error(
          entry.valuePlace(),
          entry.named() + ": a value that begins with { is read as a map",
          "put the whole value in quotes: \"{...}\"");
    } else {
      problems.error(
          entry.valuePlace(),
          "%s must be %s, got %s".formatted(entry.named(), expected, entry.kind()),
          "");
    }
  }

  private boolean isAllowed(Entry entry, String word, List<String> allowed) {
    boolean known = allowed.contains(word);
    if (!known) {
      problems.error(
          entry.valuePlace(),
          "%s cannot be %s".formatted(entry.named(), Texts.quote(written(entry))),
          Suggestions.hint(word, allowed));
    }
    return known;
  }

  private <T> Optional<T> parsed(
      Entry entry, String expected, Function<String, Optional<T>> parser) {
    return parsed(entry, expected, parser, text -> "");
  }

  /**
   * @param hint what was probably meant by a text that is wrong
   */
  private <T> Optional<T> parsed(
      Entry entry,
      String expected,
      Function<String, Optional<T>> parser,
      Function<String, String> hint) {
    Optional<String> text = completeText(entry);
    Optional<T> value = text.flatMap(parser);
    if (text.isPresent() && value.isEmpty()) {
      problems.error(
          entry.valuePlace(),
          "%s must be %s, got %s".formatted(entry.named(), expected, Texts.quote(written(entry))),
          hint.apply(written(entry)));
    }
    return value;
  }

  private Optional<References.Expanded> expanded(Entry entry) {
    return scalar(entry).flatMap(node -> references.text(node.getValue(), entry.valuePlace()));
  }

  private Optional<ScalarNode> scalar(Entry entry) {
    if (entry.isEmpty() || !(entry.value() instanceof ScalarNode scalar)) {
      mismatch(entry, "a single value");
      return Optional.empty();
    }
    if (scalar.getScalarStyle() == ScalarStyle.PLAIN) {
      noteCutValue(entry, scalar);
    }
    return Optional.of(scalar);
  }

  /** {@code name: Shop #1} ends before the #; a space after it shows that a comment was meant. */
  private void noteCutValue(Entry entry, ScalarNode scalar) {
    scalar
        .getEndMark()
        .map(end -> rest(entry.file().line(end.getLine() + 1), end.getColumn()))
        .filter(rest -> GLUED_COMMENT.matcher(rest).matches())
        .ifPresent(
            rest ->
                problems.note(
                    entry.valuePlace(),
                    entry.named() + " ends before ' #': the rest is a comment",
                    "put the whole value in quotes if the # belongs to it"));
  }

  private static String rest(String line, int column) {
    return line.substring(
        line.offsetByCodePoints(0, Math.min(column, line.codePointCount(0, line.length()))));
  }

  /** As written: what a variable holds is not for messages. */
  private static String written(Entry entry) {
    return entry.value() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
