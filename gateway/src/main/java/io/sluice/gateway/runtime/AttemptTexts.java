package io.sluice.gateway.runtime;

import io.sluice.adapter.CallTrace;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.gateway.config.SecretTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people are shown of the request of one call and its answer: bounded, without what nobody may
 * see. Headers are left out as a whole, they are where credentials travel. Bodies may have
 * megabytes and calls thousands of updates, so they are decoded once, and only some updates of a
 * call get texts. Owned by the channel's thread.
 */
final class AttemptTexts {
  /** Of a call without a request. */
  static final AttemptTexts NONE = new AttemptTexts(List.of());

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
          "(?i)((?:^|[?&\"])[^=&?\\s\"]*(?:sign|token|credential|key|secret|auth|passw)[^=&\\s\"]*=)"
              + "[^&\\s\"]+");

  /**
   * Quotes may stand behind backslashes: JSON within JSON. What ends the value is a quote as that
   * which began it; one with more backslashes is part of it.
   */
  private static final Pattern FIELD =
      Pattern.compile(
          "(?is)((?<!\\\\)(\\\\*+)\"[^\"\\\\]{0,40}"
              + "(?:token|secret|passw|authorization|signature)[^\"\\\\]{0,40}\\2\"\\s*:\\s*\\2\")"
              + "(?:(?!(?<!\\\\)\\2\").)*+");

  /** Characters for all updates of a call: where thousands fail, all say the same. */
  private static final int OF_ONE_CALL = 128 << 10;

  private final List<CallTrace.Exchange> exchanges;
  private CallTrace.@Nullable Exchange telling;
  private boolean looked;
  private @Nullable Body request;
  private @Nullable Body answer;
  private int room = OF_ONE_CALL;

  /**
   * @param exchanges of the call, in order
   */
  AttemptTexts(List<CallTrace.Exchange> exchanges) {
    this.exchanges = exchanges;
  }

  /** Where there is no room for attempts nobody asks. */
  private CallTrace.@Nullable Exchange telling() {
    if (!looked) {
      looked = true;
      telling = telling(exchanges);
    }
    return telling;
  }

  /** HTTP status of the answer that tells, 0: there was none. */
  int status() {
    CallTrace.Exchange exchange = telling();
    return exchange == null ? 0 : exchange.status();
  }

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
  Excerpt request(String sku) {
    CallTrace.Exchange exchange = telling();
    if (exchange == null || room <= 0) {
      return Excerpt.NONE;
    }
    if (request == null) {
      request = new Body(exchange.body(SEARCHED_AT_MOST));
    }
    return taken(request.excerpt(exchange.method() + " " + exchange.url(), sku));
  }

  /**
   * @param sku as the channel calls it
   */
  Excerpt answer(String sku) {
    CallTrace.Exchange exchange = telling();
    if (exchange == null || room <= 0) {
      return Excerpt.NONE;
    }
    if (exchange.reason() != null) {
      return taken(new Excerpt(exchange.reason(), "", false));
    }
    if (answer == null) {
      answer = new Body(exchange.answer());
    }
    return taken(answer.excerpt("", sku));
  }

  private Excerpt taken(Excerpt excerpt) {
    room -= excerpt.length();
    return excerpt;
  }

  /** A body as text, with the place of the update that was asked for last. */
  private static final class Body {
    private final String text;
    private int last;

    Body(byte[] bytes) {
      text = utf8(bytes);
    }

    Excerpt excerpt(String head, String sku) {
      int at = text.length() <= AT_MOST ? 0 : find(sku) - BEFORE - LEAD;
      return at <= 0
          ? new Excerpt(Excerpt.cut(head, AT_MOST), Excerpt.cut(text, AT_MOST), false)
          : new Excerpt(
              Excerpt.cut(head, AT_MOST),
              Excerpt.cut(
                  text.substring(at, Math.min(text.length(), at + LEAD + AT_MOST + 1)),
                  LEAD + AT_MOST),
              true);
    }

    /** Updates mostly stand in the order in which they are asked for. */
    private int find(String sku) {
      int at = text.indexOf(sku, last);
      at = at < 0 ? text.indexOf(sku) : at;
      last = Math.max(at, 0);
      return at;
    }
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
