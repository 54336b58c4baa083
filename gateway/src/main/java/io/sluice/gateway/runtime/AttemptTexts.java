package io.sluice.gateway.runtime;

import io.sluice.adapter.CallTrace;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.gateway.config.SecretTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people are shown of a request and its answer: bounded, without what nobody may see. Headers
 * are left out as a whole, they are where credentials travel.
 */
final class AttemptTexts {
  /** Characters of each. */
  static final int AT_MOST = 4_096;

  /** Bytes of a request: enough to find one update among many. */
  private static final int SEARCHED_AT_MOST = 256 << 10;

  /** What {@link SecretTexts} takes for a text that was cut. */
  private static final String CUT = "…";

  /** Of a batch the place of the update is shown, with something before it. */
  private static final int BEFORE = AT_MOST / 4;

  /** Longer than any secret. */
  private static final int LEAD = 2_048;

  /** Signed addresses of documents and short-lived tokens stand in no configuration. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)([?&][^=&\\s\"]*(?:sign|token|credential|key|secret|auth)[^=&\\s\"]*=)[^&\\s\"]+");

  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)(\"[^\"]{0,40}(?:token|secret|passw|authorization|signature)[^\"]{0,40}\"\\s*:\\s*\")[^\"]*");

  private AttemptTexts() {}

  /** The exchange that tells what became of an update; null where none was made. */
  static CallTrace.@Nullable Exchange telling(List<CallTrace.Exchange> exchanges) {
    CallTrace.Exchange last = null;
    for (CallTrace.Exchange each : exchanges) {
      boolean failed = each.status() == 0 || each.status() >= 400;
      if (!isLogin(each)
          && (failed || last == null || (last.status() > 0 && last.status() < 400))) {
        last = each;
      }
    }
    return last;
  }

  /** Asks for credentials, and is answered with them. */
  private static boolean isLogin(CallTrace.Exchange exchange) {
    return exchange.url().contains("grant_type=")
        || utf8(exchange.body(AT_MOST)).contains("grant_type")
        || start(exchange.answer()).contains("access_token");
  }

  private static String start(byte[] bytes) {
    return new String(bytes, 0, Math.min(bytes.length, AT_MOST), StandardCharsets.UTF_8);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * @param sku as the channel calls it
   */
  static Excerpt request(CallTrace.Exchange exchange, String sku) {
    return Excerpt.of(
        exchange.method() + " " + exchange.url(), exchange.body(SEARCHED_AT_MOST), sku);
  }

  /**
   * @param sku as the channel calls it
   */
  static Excerpt answer(CallTrace.Exchange exchange, String sku) {
    return exchange.reason() == null
        ? Excerpt.of("", exchange.answer(), sku)
        : new Excerpt(exchange.reason(), "", false);
  }

  /**
   * A part of a text that is not masked yet.
   *
   * @param head line before it, may be empty
   * @param inside whether it begins in the middle, with {@link #LEAD} characters that are not to be
   *     shown: a secret may have begun before them
   */
  record Excerpt(String head, String body, boolean inside) {
    static final Excerpt NONE = new Excerpt("", "", false);

    static Excerpt of(String head, byte[] bytes, String sku) {
      String text = utf8(bytes);
      int at = text.length() <= AT_MOST ? 0 : text.indexOf(sku) - BEFORE - LEAD;
      return at <= 0
          ? new Excerpt(cut(head, AT_MOST), cut(text, AT_MOST), false)
          : new Excerpt(cut(head, AT_MOST), cut(text.substring(at), LEAD + AT_MOST), true);
    }

    int length() {
      return head.length() + body.length();
    }

    /** What may be kept. */
    String masked(SecretTexts secrets) {
      String shown = hide(body, secrets);
      if (inside) {
        shown = CUT + shown.substring(Math.min(LEAD, shown.length()));
      }
      String line = hide(head, secrets);
      return line.isEmpty() || shown.isEmpty() ? line + shown : line + "\n\n" + shown;
    }

    private static String cut(String text, int atMost) {
      return text.length() <= atMost ? text : text.substring(0, atMost) + CUT;
    }

    private static String hide(String text, SecretTexts secrets) {
      String masked = PARAMETER.matcher(secrets.mask(text)).replaceAll("$1" + OutgoingRequest.MASK);
      return FIELD.matcher(masked).replaceAll("$1" + OutgoingRequest.MASK);
    }
  }
}
