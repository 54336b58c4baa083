package io.sluice.gateway.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A notice in words.
 *
 * @param type {@code sluice.alerts}, or {@code sluice.alerts.test}
 * @param subject one line
 * @param text plain text of several lines; what others wrote into it steers no terminal
 * @param data for a program, in this order
 */
public record AlertMessage(
    String type, Instant at, String subject, String text, Map<String, Object> data) {
  private static final int SUBJECT_AT_MOST = 120;
  private static final int LISTED_AT_MOST = 50;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * @param gateway how it is called, the name of its host for instance
   */
  public static AlertMessage of(Notice notice, String gateway) {
    String text =
        Stream.of(
                section("New", notice.news(), AlertMessage::item),
                section("Came and went", notice.brief(), AlertMessage::item),
                section("Over", notice.ended(), AlertMessage::over),
                section("Still so", notice.still(), AlertMessage::item))
            .filter(section -> !section.isEmpty())
            .collect(Collectors.joining("\n"));
    return new AlertMessage(
        "sluice.alerts",
        notice.at(),
        subject(notice, gateway),
        text + "\nGateway " + gateway + ", " + TIME.format(notice.at()) + "\n",
        data(notice, gateway));
  }

  private static Map<String, Object> data(Notice notice, String gateway) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("gateway", gateway);
    data.put("began", notice.began());
    data.put("over", notice.over());
    data.put("still", notice.still());
    return data;
  }

  /** One that somebody asked for, to see whether it arrives. */
  public static AlertMessage test(Instant at, String gateway, String who) {
    String text =
        "This is a test that %s asked for: alerts of Sluice arrive here.\n\nGateway %s, %s\n"
            .formatted(who, gateway, TIME.format(at));
    return new AlertMessage(
        "sluice.alerts.test",
        at,
        line("[Sluice " + gateway + "] test of the alerts"),
        visible(text),
        new TreeMap<>(Map.of("gateway", gateway, "who", who)));
  }

  private static String subject(Notice notice, String gateway) {
    String what =
        !notice.news().isEmpty()
            ? titles(notice.news())
            : !notice.brief().isEmpty()
                ? "came and went: " + titles(notice.brief())
                : !notice.over().isEmpty()
                    ? titles(notice.over())
                    : "still so: " + titles(notice.still());
    return line("[Sluice " + gateway + "] " + what);
  }

  private static String titles(List<Notice.Item> items) {
    String first = items.get(0).title();
    return items.size() == 1 ? first : first + ", and " + (items.size() - 1) + " more";
  }

  private static String section(
      String head, List<Notice.Item> items, Function<Notice.Item, String> words) {
    if (items.isEmpty()) {
      return "";
    }
    int more = items.size() - LISTED_AT_MOST;
    return items.stream()
        .limit(LISTED_AT_MOST)
        .map(words)
        .collect(Collectors.joining("", head + ":\n", more > 0 ? "- and " + more + " more\n" : ""));
  }

  /** How long it was so is what matters then. */
  private static String over(Notice.Item item) {
    return "- " + visible(item.title() + ", " + lasted(item)) + "\n";
  }

  private static String lasted(Notice.Item item) {
    Instant until = item.until();
    return until == null
        ? ""
        : "after " + Observer.text(Duration.between(item.since(), until).toMillis());
  }

  private static String item(Notice.Item item) {
    StringBuilder text = new StringBuilder("- ").append(item.title());
    text.append(", since ").append(TIME.format(item.since()));
    text.append(item.until() == null ? "" : ", over " + lasted(item)).append('\n');
    Stream.of(item.detail(), item.hint())
        .filter(line -> !line.isEmpty())
        .forEach(line -> text.append("  ").append(line(line, Integer.MAX_VALUE)).append('\n'));
    return visible(text.toString());
  }

  private static String line(String text) {
    return line(text, SUBJECT_AT_MOST);
  }

  /** On one line: what others wrote must not begin another header. */
  private static String line(String text, int atMost) {
    String line = text.replaceAll("\\s+", " ").strip();
    int points = line.codePointCount(0, line.length());
    String fits =
        points <= atMost ? line : line.substring(0, line.offsetByCodePoints(0, atMost - 3)) + "...";
    return visible(fits);
  }

  /** Receivers write what they like into their answers, which end up here. */
  private static String visible(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n]]", "?");
  }
}
