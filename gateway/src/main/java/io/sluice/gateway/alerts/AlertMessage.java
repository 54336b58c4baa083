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
        Stream.of(section("New", notice.began()), over(notice), section("Still so", notice.still()))
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
        !notice.began().isEmpty()
            ? titles(notice.began())
            : !notice.over().isEmpty()
                ? titles(notice.over())
                : "still so: " + titles(notice.still());
    return line("[Sluice " + gateway + "] " + what);
  }

  private static String titles(List<Notice.Item> items) {
    String first = items.get(0).title();
    return items.size() == 1 ? first : first + ", and " + (items.size() - 1) + " more";
  }

  private static String section(String head, List<Notice.Item> items) {
    if (items.isEmpty()) {
      return "";
    }
    int more = items.size() - LISTED_AT_MOST;
    return items.stream()
        .limit(LISTED_AT_MOST)
        .map(AlertMessage::item)
        .collect(Collectors.joining("", head + ":\n", more > 0 ? "- and " + more + " more\n" : ""));
  }

  /** How long it was so is what matters then. */
  private static String over(Notice notice) {
    return notice.over().isEmpty()
        ? ""
        : notice.over().stream()
            .limit(LISTED_AT_MOST)
            .map(item -> "- " + item.title() + ", after " + age(item.since(), notice.at()) + "\n")
            .collect(Collectors.joining("", "Over:\n", ""));
  }

  private static String age(Instant since, Instant now) {
    return Observer.text(Duration.between(since, now).toMillis());
  }

  private static String item(Notice.Item item) {
    StringBuilder text = new StringBuilder("- ").append(item.title());
    text.append(", since ").append(TIME.format(item.since())).append('\n');
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
