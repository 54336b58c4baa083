package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.stock;
import static io.sluice.adapter.http.HttpFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.Value;
import io.sluice.adapter.wire.Receiver;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A receiver whose requests the merchant describes. */
class FacetRequestsTest {
  private @Nullable Receiver receiver;

  @AfterEach
  void stop() {
    if (receiver != null) {
      receiver.close();
    }
  }

  private Receiver answering(String answer) throws Exception {
    receiver = Receiver.answering(answer);
    return receiver;
  }

  private static Map<String, Object> request(String url, String method, Object body) {
    return Map.of("url", url, "method", method, "body", body);
  }

  private static Value.Price price(@Nullable String compareAt) {
    return new Value.Price(
        List.of(
            new Value.ListPrice(
                "retail",
                new BigDecimal("14.70"),
                "GBP",
                compareAt == null ? null : new BigDecimal(compareAt),
                null,
                null)));
  }

  private static ChannelUpdate product(String json) {
    return update("S", Facet.PRODUCT, new Value.Product(json.getBytes(StandardCharsets.UTF_8)));
  }

  private Receiver.Request sent(String key, Map<String, ?> request, ChannelUpdate update)
      throws Exception {
    Receiver at = answering(Receiver.answer(204, "", ""));
    Map<String, Object> absolute = new HashMap<>(request);
    absolute.computeIfPresent("url", (name, path) -> at.url(path.toString()));
    try (HttpFixture channel = new HttpFixture("").with("requests", Map.of(key, absolute))) {
      assertThat(channel.without("url").deliver(update)).containsExactly(Outcome.Accepted.PLAIN);
    }
    return at.requests().get(0);
  }

  @Test
  void nameAloneKeepsItsKindAndWithinATextItIsWrittenOut() throws Exception {
    Object body =
        Map.of("available", "{stock}", "note", "{sku} has {stock}", "n", new BigDecimal("7"));

    Receiver.Request request =
        sent("stock", request("/api/{sku}/stock", "PUT", body), stock("A/1", 5));

    assertThat(request.line()).isEqualTo("PUT /api/A%2F1/stock HTTP/1.1");
    assertThat(request.header("idempotency-key")).isEqualTo("id-A1");
    assertThat(request.text())
        .contains("\"available\":5", "\"note\":\"A/1 has 5\"", "\"n\":7")
        .hasSize("{\"available\":5,\"note\":\"A/1 has 5\",\"n\":7}".length());
  }

  @Test
  void priceKeepsItsDigitsAndWhatIsNotThereIsLeftOut() throws Exception {
    Map<String, Object> body =
        Map.of("amount", Map.of("as_text", "{price}"), "was", "{compare_at}");

    Receiver.Request plain =
        sent("price", request("/p", "POST", body), update("S", Facet.PRICE, price(null)));
    assertThat(plain.text()).isEqualTo("{\"amount\":\"14.70\"}");
    stop();
    Receiver.Request sale =
        sent(
            "price",
            request("/p", "POST", Map.of("v", List.of("{price}", "{compare_at}"))),
            update("S", Facet.PRICE, price("19.90")));
    assertThat(sale.text()).isEqualTo("{\"v\":[14.70,19.90]}");
  }

  @Test
  void windowsAreAListAlsoWhereThereAreNone() throws Exception {
    Map<String, Object> body = Map.of("was", "{price}", "dates", "{windows}");
    Value.Window sale =
        new Value.Window(
            new BigDecimal("12.00"), null, null, Instant.parse("2026-11-30T23:00:00Z"));
    Value.Price price =
        new Value.Price(
            List.of(
                new Value.ListPrice(
                    "retail", new BigDecimal("17.00"), "EUR", null, null, null, List.of(sale))));

    assertThat(sent("price", request("/p", "POST", body), update("S", Facet.PRICE, price)).text())
        .contains("\"was\":17.00")
        .contains("\"dates\":[{\"amount\":\"12.00\",\"valid_until\":\"2026-11-30T23:00:00Z\"}]");
    stop();
    assertThat(
            sent("price", request("/p", "POST", body), update("S", Facet.PRICE, price(null)))
                .text())
        .contains("\"dates\":[]");
  }

  @Test
  void productIsKnownWholeAndByItsMembers() throws Exception {
    String json =
        "{\"title\":\"Läufer\",\"tags\":[\"a\",{\"b\":1}],\"w\":1.50,\"on\":true,\"x\":null}";

    Receiver.Request whole =
        sent("product", request("/p", "PATCH", Map.of("data", "{product}")), product(json));
    assertThat(whole.text()).isEqualTo("{\"data\":" + json + "}");
    stop();
    Receiver.Request members =
        sent(
            "product",
            request(
                "/p",
                "PATCH",
                Map.of("v", List.of("{title}", "{tags}", "{w}", "{on}", "{x}", "{other}"))),
            product(json));
    assertThat(members.text()).isEqualTo("{\"v\":[\"Läufer\",[\"a\",{\"b\":1}],1.50,true]}");
  }

  @Test
  void productThatLeavesHasARequestOfItsOwn() throws Exception {
    Receiver.Request request =
        sent(
            "discontinued",
            Map.of("url", "/p/{sku}", "method", "DELETE"),
            update("S", Facet.PRODUCT, new Value.Discontinued()));

    assertThat(request.line()).isEqualTo("DELETE /p/S HTTP/1.1");
    assertThat(request.body()).isEmpty();
  }

  @Test
  void whatNoRequestIsWrittenForIsRejectedInWords() throws Exception {
    Receiver at = answering(Receiver.answer(204, "", ""));
    Map<String, Object> requests =
        Map.of("stock", request(at.url("/s"), "PUT", Map.of("q", "{stock}")));
    try (HttpFixture channel = new HttpFixture("").with("requests", requests).without("url")) {
      Outcome outcome =
          channel.deliver(update("S", Facet.PRODUCT, new Value.Discontinued())).get(0);

      assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
      assertThat(outcome.toString()).contains("requests says nothing for discontinued");
    }
    assertThat(at.requests()).isEmpty();
  }

  @Test
  void refusalWithStatus200IsARefusalWhereTheMerchantSaysHowToTell() throws Exception {
    Map<String, String> success = Map.of("/result/ok", "true", "/errors/0", "none");
    assertThat(outcome(success, "{\"errors\":[\"none\"],\"result\":{\"n\":1,\"ok\":true}}"))
        .isEqualTo(Outcome.Accepted.PLAIN);
    for (String answer :
        List.of(
            "{\"errors\":[\"none\"],\"result\":{\"ok\":false}}",
            "{\"errors\":[\"none\"],\"result\":{}}",
            "{\"errors\":[\"none\"],\"result\":{\"ok\":{\"true\":true}}}",
            "ok",
            "")) {
      assertThat(outcome(success, answer)).as(answer).isInstanceOf(Outcome.Rejected.class);
    }
  }

  private Outcome outcome(Map<String, String> success, String answer) throws Exception {
    Receiver at = answering(Receiver.answer(200, "application/json", answer));
    Map<String, Object> request =
        Map.of("url", at.url("/s"), "method", "PUT", "success_when", success);
    try (HttpFixture channel =
        new HttpFixture("").with("requests", Map.of("stock", request)).without("url")) {
      return channel.deliver(stock("S", 1)).get(0);
    } finally {
      stop();
    }
  }

  @Test
  void pendingUpdateIsAskedForWhereItWasSent() throws Exception {
    String accepted = Receiver.answer(202, "application/json", "", "Location: /status/1");
    String done = Receiver.answer(200, "application/json", "{\"status\":\"accepted\"}");
    receiver =
        Receiver.start(
            (request, socket) ->
                Receiver.write(socket, request.line().startsWith("GET") ? done : accepted));
    Map<String, Object> requests =
        Map.of(
            "stock", request(receiver.url("/s"), "PUT", Map.of("q", "{stock}")),
            "price", request(receiver.url("/p"), "PUT", Map.of("q", "{price}")));
    try (HttpFixture channel = new HttpFixture("").with("requests", requests).without("url")) {
      ChannelConnection connection = channel.open();
      Outcome pending =
          channel
              .await(() -> connection.deliver(new ChannelCall("c", List.of(stock("S", 1)))))
              .get(0);
      String handle = ((Outcome.Pending) pending).handle();

      assertThat(handle).startsWith("stock ");
      assertThat(channel.await(() -> connection.poll(List.of(handle, "gone x"))))
          .first()
          .isEqualTo(Outcome.Accepted.PLAIN);
    }
  }

  @Test
  void everythingWrongIsFoundAtOnce() {
    Map<String, Object> requests =
        Map.of(
            "stock",
                Map.of(
                    "url",
                    "ftp://h",
                    "method",
                    "GET",
                    "body",
                    Map.of("a", List.of("{stok}", "{price}")),
                    "success_when",
                    Map.of("status", "ok")),
            "price", Map.of("method", "PUT"));
    ChannelSettings settings =
        new ChannelSettings(
            "shop",
            Map.of("requests", requests, "url", "http://h", "format", "envelope"),
            EnumSet.allOf(Facet.class),
            5,
            false);

    assertThat(new HttpAdapter().validate(settings))
        .extracting(SettingProblem::path)
        .containsExactlyInAnyOrder(
            "url",
            "format",
            "requests",
            "requests",
            "requests.stock.url",
            "requests.stock.method",
            "requests.stock.body",
            "requests.stock.body",
            "requests.stock.success_when",
            "requests.price.url");
  }
}
