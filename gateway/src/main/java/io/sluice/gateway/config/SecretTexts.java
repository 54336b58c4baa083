package io.sluice.gateway.config;

import io.sluice.gateway.intake.Hashes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What nobody may see of one channel, and takes it out of texts: a receiver may send back what it
 * was sent, in whatever form. Immutable and thread-safe.
 */
public final class SecretTexts {
  /** Shorter ones would be found everywhere. */
  private static final int SHORTEST = 4;

  /** Shorter ones, and words, are parts of other words, which are to stay readable. */
  private static final int ANYWHERE_FROM = 8;

  private static final Pattern WORD = Pattern.compile("(?=.{1,19}$)\\p{L}+(?:[-_. ]\\p{L}+)*");

  /** Stands where a long text was cut. */
  private static final String CUT = "…";

  private static final Pattern MARK = Pattern.compile("\\{\\*{3}:(\\d{1,5})\\.([0-9a-f]{2})}");
  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]");
  private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");

  /** Longest first: a part must not spoil the whole. */
  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  public static final SecretTexts NONE = new SecretTexts(Set.of());

  /** How they are mostly written. */
  private final List<String> forms;

  /** However they are written. */
  private final List<Pattern> patterns;

  private SecretTexts(Set<String> secrets) {
    Set<String> all = new HashSet<>();
    secrets.forEach(secret -> addForms(secret, all));
    this.forms =
        all.stream().filter(form -> form.length() >= SHORTEST).sorted(LONGEST_FIRST).toList();
    this.patterns = secrets.stream().sorted(LONGEST_FIRST).flatMap(SecretTexts::patterns).toList();
  }

  /**
   * @param secrets as they are sent; those shorter than four characters are left out
   */
  public static SecretTexts of(Collection<String> secrets) {
    return new SecretTexts(
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static Stream<Pattern> patterns(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    Stream<Pattern> encoded =
        Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
            .map(encoder -> encoder.withoutPadding().encodeToString(bytes))
            .distinct()
            .map(SecretPattern::ofBase64);
    boolean alone = secret.length() < ANYWHERE_FROM || isWord(secret);
    return Stream.concat(encoded, Stream.of(SecretPattern.of(secret, alone)));
  }

  /** Whether it reads like a word, or some; answers are full of them. */
  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  /** As HTTP, JSON and HTML write it. */
  private static void addForms(String secret, Set<String> forms) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      forms.add(encoder.encodeToString(bytes));
      forms.add(encoder.withoutPadding().encodeToString(bytes));
    }
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    for (String encoded : List.of(form, form.replace("+", "%20").replace("*", "%2A"))) {
      forms.add(encoded);
      forms.add(encoded.replace("%7E", "~"));
      forms.add(PERCENT.matcher(encoded).replaceAll(hex -> hex.group().toLowerCase()));
    }
    forms.add(secret);
    // Twice: an answer quotes another one.
    json(secret).forEach(once -> forms.addAll(json(once)));
    forms.addAll(json(secret));
    String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    forms.add(html);
    forms.add(html.replace("\"", "&quot;").replace("'", "&#39;"));
  }

  private static Set<String> json(String text) {
    String plain = text.replace("\\", "\\\\").replace("\"", "\\\"");
    String ascii =
        NOT_ASCII
            .matcher(plain)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement("\\u%04x".formatted((int) found.group().charAt(0))));
    return Set.copyOf(List.of(plain, ascii, plain.replace("/", "\\/"), ascii.replace("/", "\\/")));
  }

  /** The text with {@code ***} in place of what nobody may see. */
  public String mask(String text) {
    String masked = text;
    for (Pattern pattern : patterns) {
      masked = pattern.matcher(masked).replaceAll(SecretMask.MASK);
    }
    return masked.endsWith(CUT) ? maskBeforeCut(masked) : masked;
  }

  /** What begins where a text was cut is a part of a secret, too. */
  private String maskBeforeCut(String text) {
    String kept = text.substring(0, text.length() - CUT.length());
    int shown = kept.length();
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(kept).useTransparentBounds(true);
      for (int from = 0; from <= Math.min(shown - 1, kept.length() - SHORTEST); from++) {
        // The end came before the whole of it was there, or anything else.
        if (!matcher.region(from, kept.length()).lookingAt() && matcher.hitEnd()) {
          shown = from;
        }
      }
    }
    return shown == kept.length() ? text : kept.substring(0, shown) + SecretMask.MASK + CUT;
  }

  /**
   * The text with a mark in place of each secret, which {@link #reveal} undoes, also after a start.
   * Forms that nobody writes are left: {@link #mask} tells.
   */
  public String hide(String text) {
    StringBuilder hidden = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int form = formAt(text, at);
      if (form < 0) {
        hidden.append(text.charAt(at++));
      } else {
        hidden.append("{***:").append(form).append('.').append(check(form)).append('}');
        at += forms.get(form).length();
      }
    }
    return hidden.toString();
  }

  private int formAt(String text, int at) {
    for (int form = 0; form < forms.size(); form++) {
      if (text.startsWith(forms.get(form), at)) {
        return form;
      }
    }
    return -1;
  }

  /** Tells that the secrets are not those of then, and as good as nothing of them. */
  private String check(int form) {
    return "%02x".formatted(Hashes.finish(Hashes.mix(Hashes.start(), forms.get(form))) & 0xff);
  }

  /** What {@link #hide} was given; empty where the secrets are others now. */
  public String reveal(String hidden) {
    StringBuilder text = new StringBuilder();
    Matcher mark = MARK.matcher(hidden);
    while (mark.find()) {
      int form = Integer.parseInt(mark.group(1));
      if (form >= forms.size() || !check(form).equals(mark.group(2))) {
        return "";
      }
      mark.appendReplacement(text, Matcher.quoteReplacement(forms.get(form)));
    }
    return mark.appendTail(text).toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretTexts texts && texts.forms.equals(forms);
  }

  @Override
  public int hashCode() {
    return forms.hashCode();
  }

  @Override
  public String toString() {
    return "SecretTexts[" + forms.size() + " forms]";
  }
}
