package io.sluice.adapter.woocommerce;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.JsonTree;
import io.sluice.adapter.wire.RetryAfter;
import io.sluice.adapter.wire.Visible;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the shop's answers mean. */
final class WooAnswers {
  static final Duration THROTTLED_FOR = Duration.ofSeconds(30);

  /** More than is shown of an answer. */
  private static final int MASKED_AT_MOST = 64 << 10;

  private static final Set<String> TAKEN =
      Set.of("product_invalid_sku", "woocommerce_rest_product_sku_already_exists");
  private static final Set<String> NOT_THERE =
      Set.of(
          "woocommerce_rest_product_invalid_id",
          "woocommerce_rest_product_variation_invalid_id",
          "woocommerce_rest_invalid_product_id");

  private static final String MASK = "***";

  private final InstantSource clock;

  /** As it stands in the header, and as PHP writes it in JSON. */
  private final String login;

  private final String escapedLogin;

  /**
   * @param authorization the header's value, which some servers send back
   */
  WooAnswers(InstantSource clock, Secret authorization) {
    String header = authorization.reveal();
    this.clock = clock;
    this.login = header.substring(header.indexOf(' ') + 1);
    this.escapedLogin = login.replace("/", "\\/");
  }

  /** The JSON of an answer, or why there is none. */
  record Read(@Nullable Object tree, @Nullable Outcome problem) {
    static Read problem(Outcome why) {
      return new Read(null, why);
    }
  }

  /**
   * @param items that the request had, at least 1
   */
  Read read(Exchanged ended, int items) {
    if (!(ended instanceof Exchanged.Answered answered)) {
      return Read.problem(ended.unanswered());
    }
    Answer answer = answered.answer();
    Optional<Outcome> broken = answer.broken();
    if (broken.isPresent()) {
      return Read.problem(broken.get());
    } else if (answer.status() / 100 != 2) {
      return Read.problem(refusal(answer, items));
    } else if (answer.isHtml()) {
      return Read.problem(new Outcome.Unknown("a web page instead of an answer", false));
    }
    // A plugin that prints a warning spoils the answer, and maybe nothing else.
    return JsonTree.parse(answer.body())
        .map(tree -> new Read(tree, null))
        .orElseGet(() -> Read.problem(new Outcome.Unknown("the answer is no JSON", false)));
  }

  private Outcome refusal(Answer answer, int items) {
    int status = answer.status();
    return switch (status) {
      case 401, 403 ->
          new Outcome.Unauthorized(
              Scope.CHANNEL,
              said(answer)
                  + " (look at consumer_key, consumer_secret and what the key's user may do)");
      case 404, 405, 410 -> new Outcome.Gone(said(answer));
      case 408, 425 -> deferred(answer, Scope.ITEM);
      case 409 -> new Outcome.Conflict(said(answer));
      case 429 -> deferred(answer, Scope.CHANNEL);
      case 503 ->
          answer.header("retry-after") == null
              ? new Outcome.Unreachable(said(answer))
              : deferred(answer, Scope.CHANNEL);
      default -> other(answer, items);
    };
  }

  private Outcome other(Answer answer, int items) {
    int status = answer.status();
    if (status < 400) {
      return new Outcome.Gone(said(answer));
    } else if (status >= 500 && status != 501) {
      return new Outcome.Unreachable(said(answer));
    }
    return new Outcome.Rejected(
        "http." + status,
        said(answer),
        items > 1 ? Scope.CALL : Scope.ITEM,
        answer.body().length == 0 ? null : excerpt(answer.body()));
  }

  private Outcome deferred(Answer answer, Scope scope) {
    Instant now = clock.instant();
    Instant until =
        RetryAfter.read(answer.header("retry-after"), answer.header("date"), now)
            .orElseGet(() -> now.plus(THROTTLED_FOR));
    return new Outcome.Deferred(until, scope, said(answer));
  }

  private String masked(String text) {
    return text.replace(login, MASK).replace(escapedLogin, MASK);
  }

  /** Masked before it is cut: of a login that is cut nobody knows what it is. */
  private String excerpt(byte[] body) {
    int bytes = Math.min(body.length, MASKED_AT_MOST);
    String text = masked(new String(body, 0, bytes, StandardCharsets.UTF_8));
    return Visible.excerpt(text.getBytes(StandardCharsets.UTF_8));
  }

  private String line(String text) {
    return Visible.line(masked(text));
  }

  private String said(Answer answer) {
    Map<?, ?> error = JsonTree.object(JsonTree.parse(answer.body()).orElse(null));
    String message = JsonTree.text(error.get("message"));
    String status = "answered " + answer.status();
    return message == null ? status : status + ": " + line(message);
  }

  /** What an item of an answer says; the id it has there is wrong or missing. */
  enum Hint {
    NONE,
    /** The id that we have leads nowhere. */
    FORGET,
    /** It is to be created and there is one. */
    TAKEN
  }

  /**
   * @param carriedOut whether the product has what was sent, or most of it
   */
  record Item(Outcome outcome, Hint hint, boolean carriedOut) {
    private Item(Outcome outcome, Hint hint) {
      this(outcome, hint, false);
    }
  }

  /**
   * @param item null where the answer ends before it
   * @param id that was sent, 0 for none
   */
  Item item(@Nullable Object item, long id, Map<String, Object> sent) {
    Map<?, ?> members = JsonTree.object(item);
    Object error = members.get("error");
    long found = JsonTree.count(members.get("id"));
    if (error != null) {
      return error(JsonTree.object(error));
    } else if (found <= 0 || (id != 0 && found != id)) {
      return new Item(
          new Outcome.Unknown("the answer says nothing of this update", false), Hint.NONE);
    }
    Outcome refusal = ignored(sent, members);
    return new Item(refusal == null ? Outcome.Accepted.PLAIN : refusal, Hint.NONE, true);
  }

  /** What the shop left out without a word, as its answer shows; null where that is nothing. */
  private @Nullable Outcome ignored(Map<String, Object> sent, Map<?, ?> shown) {
    String taxClass = JsonTree.text(sent.get("tax_class"));
    if (Boolean.TRUE.equals(sent.get("manage_stock"))
        && Boolean.FALSE.equals(shown.get("manage_stock"))) {
      return rejected(
          "stock.not_counted",
          "the shop does not count it: switch stock management on (WooCommerce, Settings, Products,"
              + " Inventory); products that are grouped or external have none");
    } else if (JsonTree.text(sent.get("regular_price")) != null
        && "".equals(shown.get("regular_price"))) {
      return rejected(
          "price.not_taken",
          "a product with variations has no price: send those of its variations");
    } else if (taxClass != null
        && !taxClass.equals("standard")
        && "".equals(shown.get("tax_class"))) {
      return rejected(
          "product.tax_class",
          "the shop has no tax class '%s' and took the standard one: map tax_class with fields"
              .formatted(line(taxClass)));
    }
    return null;
  }

  private static Outcome rejected(String code, String reason) {
    return new Outcome.Rejected(code, reason, Scope.ITEM, null);
  }

  private Item error(Map<?, ?> error) {
    String code = JsonTree.text(error.get("code"));
    String message = JsonTree.text(error.get("message"));
    String reason = line(message == null ? "no reason given" : message);
    long status = JsonTree.count(JsonTree.object(error.get("data")).get("status"));
    if (code != null && NOT_THERE.contains(code)) {
      return new Item(new Outcome.Conflict("another product by now: " + reason), Hint.FORGET);
    }
    Hint hint = code != null && TAKEN.contains(code) ? Hint.TAKEN : Hint.NONE;
    if (status == 401 || status == 403) {
      return new Item(new Outcome.Unauthorized(Scope.ITEM, reason), hint);
    } else if (status >= 500) {
      return new Item(new Outcome.Unreachable(reason), hint);
    }
    String plain = code == null ? "" : code;
    boolean usable = plain.matches("[A-Za-z0-9_.-]{1,60}");
    return new Item(
        new Outcome.Rejected(usable ? plain : "item.rejected", reason, Scope.ITEM, null), hint);
  }
}
