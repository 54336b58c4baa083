package io.sluice.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.wire.Receiver;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A receiver that tells what it shows. */
class ListingsTest {
  private @Nullable Receiver receiver;

  @AfterEach
  void stop() {
    if (receiver != null) {
      receiver.close();
    }
  }

  private static String json(String body) {
    return Receiver.answer(200, "application/json", body);
  }

  private static Map<String, Object> pointers(String url) {
    Map<String, Object> listings = new HashMap<>();
    listings.put("url", url);
    listings.put("items", "/data/items");
    listings.put("sku", "/sku");
    listings.put("stock", "/stock/0/left");
    listings.put("price", "/price");
    listings.put("currency", "/currency");
    return listings;
  }

  private ListingPage page(HttpFixture channel, ChannelConnection open, @Nullable String cursor) {
    return channel.await(() -> open.listings(cursor));
  }

  private ListingPage first(String answer, Map<String, Object> listings) throws Exception {
    Receiver at = Receiver.answering(answer);
    receiver = at;
    listings.computeIfPresent("url", (name, path) -> at.url(path.toString()));
    try (HttpFixture channel = new HttpFixture(at.url("/in")).with("listings", listings)) {
      return page(channel, channel.open(), null);
    }
  }

  private static String why(ListingPage page) {
    assertThat(page).isInstanceOf(ListingPage.Problem.class);
    return ((ListingPage.Problem) page).why().toString();
  }

  @Test
  void valuesAreFoundWhereTheSettingsSay() throws Exception {
    ListingPage page =
        first(
            json(
                """
                {"data": {"total": 3, "items": [
                  {"sku": "A", "stock": [{"left": 5}], "price": "19.90", "currency": "EUR"},
                  {"sku": 42, "stock": [{"left": "7.0"}], "price": 3, "more": {"x": [1]}},
                  {"sku": "C", "stock": [], "price": null}
                ]}, "stop": true}
                """),
            pointers("/list"));

    assertThat(page)
        .isEqualTo(
            new ListingPage.Items(
                List.of(
                    new Listing("A", true, 5L, new BigDecimal("19.90"), "EUR"),
                    new Listing("42", true, 7L, new BigDecimal("3"), null),
                    new Listing("C", true, null, null, null)),
                null));
  }

  @Test
  void pagesAreAskedForByNumberUntilOneIsEmpty() throws Exception {
    Receiver at =
        Receiver.start(
            (request, socket) ->
                Receiver.write(
                    socket,
                    json(request.target().contains("page=2") ? "[]" : "[{\"sku\":\"A\"}]")));
    receiver = at;
    Map<String, Object> listings =
        Map.of("url", at.url("/list?page={page}&size=9"), "first_page", 0L, "sku", "/sku");
    try (HttpFixture channel =
        new HttpFixture(at.url("/in"))
            .with("listings", listings)
            .with("auth", Map.of("bearer", new Secret("s3cret")))) {
      ChannelConnection open = channel.open();
      String cursor = null;
      int read = 0;
      do {
        ListingPage.Items page = (ListingPage.Items) page(channel, open, cursor);
        read += page.listings().size();
        cursor = page.next();
      } while (cursor != null);

      assertThat(read).isEqualTo(2);
    }
    assertThat(at.requests())
        .extracting(Receiver.Request::line)
        .containsExactly(
            "GET /list?page=0&size=9 HTTP/1.1",
            "GET /list?page=1&size=9 HTTP/1.1",
            "GET /list?page=2&size=9 HTTP/1.1");
    assertThat(at.requests().get(0).header("authorization")).isEqualTo("Bearer s3cret");
  }

  @Test
  void nextPageIsWhereTheAnswerSays() throws Exception {
    Receiver at =
        Receiver.start(
            (request, socket) ->
                Receiver.write(
                    socket,
                    json(
                        request.target().equals("/list")
                            ? "{\"items\":[{\"sku\":\"A\"}],\"next\":\"?after=A%20B\"}"
                            : "{\"items\":[{\"sku\":\"B\"}],\"next\":null}")));
    receiver = at;
    Map<String, Object> listings =
        Map.of("url", at.url("/list"), "items", "/items", "sku", "/sku", "next", "/next");
    try (HttpFixture channel = new HttpFixture(at.url("/in")).with("listings", listings)) {
      ChannelConnection open = channel.open();
      ListingPage.Items page = (ListingPage.Items) page(channel, open, null);
      ListingPage.Items last = (ListingPage.Items) page(channel, open, page.next());

      assertThat(last.listings()).extracting(Listing::sku).containsExactly("B");
      assertThat(last.next()).isNull();
    }
    assertThat(at.requests().get(1).target()).isEqualTo("/list?after=A%20B");
  }

  @Test
  void nextPageOnAnotherHostIsRefused() throws Exception {
    Map<String, Object> listings = new HashMap<>(Map.of("url", "/l", "sku", "/sku"));
    listings.put("items", "/items");
    listings.put("next", "/next");
    ListingPage page = first(json("{\"items\":[],\"next\":\"http://evil.example/l\"}"), listings);

    assertThat(why(page)).startsWith("Gone").contains("on another host");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"rows\":[]}                                              | no list at listings.items",
        "{\"data\":{\"items\":{}}}                                  | no list at listings.items",
        "{\"data\":{\"items\":[{\"sku\":\"A\"}                      | no complete JSON",
        "{\"data\":{\"items\":[{\"id\":\"A\"}]}}                    | item 0 has no SKU at /sku",
        "{\"data\":{\"items\":[{\"sku\":\"A\",\"price\":\"x\"}]}}   | price of A is 'x'",
        "{\"data\":{\"items\":[{\"sku\":\"A\",\"price\":1e99}]}}    | price of A is '1e99'",
        "{\"data\":{\"items\":[{\"sku\":\"A\",\"stock\":[{\"left\":1.5}]}]}} | is 1.5, which is no whole"
      })
  void whatIsNotAsTheSettingsSayIsToldInWords(String answer, String words) throws Exception {
    assertThat(why(first(json(answer), pointers("/list")))).startsWith("Gone").contains(words);
  }

  @Test
  void pageThatIsTooLongIsRefused() throws Exception {
    String items =
        IntStream.rangeClosed(0, ListingPage.AT_MOST)
            .mapToObj(i -> "{\"sku\":\"S-" + i + "\"}")
            .collect(Collectors.joining(","));
    ListingPage page = first(json("{\"data\":{\"items\":[" + items + "]}}"), pointers("/l"));

    assertThat(why(page)).contains("more than 1000 items");
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized",
    "404, Gone",
    "429, Deferred",
    "500, Unreachable",
    "302, Gone",
    "400, Rejected"
  })
  void refusalsMeanWhatTheyMeanForUpdates(int status, String outcome) throws Exception {
    ListingPage page = first(Receiver.answer(status, "", ""), pointers("/list"));

    assertThat(((ListingPage.Problem) page).why().getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void connectionThatIsRefusedIsUnreachable() throws Exception {
    Receiver gone = Receiver.answering("");
    gone.close();
    try (HttpFixture channel =
        new HttpFixture(gone.url("/in")).with("listings", pointers(gone.url("/list")))) {
      assertThat(((ListingPage.Problem) page(channel, channel.open(), null)).why())
          .isInstanceOf(Outcome.Unreachable.class);
    }
  }

  @Test
  void onlyChannelsWithListingsSayThatTheyTell() {
    HttpFixture channel = new HttpFixture("http://h/in");
    assertThat(new HttpAdapter().capabilities(channel.settings()).listings()).isFalse();
    channel.with("listings", pointers("http://h/list"));
    assertThat(new HttpAdapter().capabilities(channel.settings()).listings()).isTrue();
    channel.close();
  }

  private static List<SettingProblem> problems(Map<String, Object> listings, boolean stream) {
    return new HttpAdapter()
        .validate(
            new ChannelSettings(
                "shop",
                Map.of("url", "http://h", "listings", listings),
                EnumSet.allOf(Facet.class),
                1,
                stream));
  }

  @Test
  void everythingWrongIsFoundAtOnce() {
    Map<String, Object> listings = new HashMap<>();
    listings.put("url", "ftp://h/{page}");
    listings.put("items", "items");
    listings.put("stock", "stock");
    listings.put("currency", "/currency");
    listings.put("next", "/next");
    listings.put("first_page", -1L);

    assertThat(problems(listings, true))
        .extracting(SettingProblem::path)
        .containsExactlyInAnyOrder(
            "listings",
            "listings.next",
            "listings.url",
            "listings.sku",
            "listings.first_page",
            "listings.stock",
            "listings.items",
            "listings.currency");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/{page}/{page}, only once",
    "http://h/{sku}, only placeholder is {page}",
    "http://{page}.example/l, only in the path"
  })
  void whatIsWrongWithTheAddressIsSaid(String url, String words) {
    assertThat(problems(Map.of("url", url, "sku", "/sku"), false))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(words));
  }
}
