package io.sluice.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.simulator.market.MarketFault.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every stand-in marketplace does on the wire, seen by a client that is none of ours. */
class MarketplaceTest {
  private final Vertx vertx = Vertx.vertx();
  private final Shop shop = new Shop(vertx);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** Remembers what it was asked for and repeats the body. */
  private static final class Shop extends Marketplace {
    private final List<MarketRequest> done = new CopyOnWriteArrayList<>();

    Shop(Vertx vertx) {
      super(vertx, InstantSource.system());
    }

    @Override
    protected Future<MarketAnswer> answer(MarketRequest request) {
      if (request.is("GET", "bug")) {
        throw new IllegalStateException("say \"no\"");
      } else if (request.is("GET", "failure")) {
        return Future.failedFuture("no");
      }
      done.add(request);
      return Future.succeededFuture(
          MarketAnswer.json(200, "{\"said\":\"" + request.text() + "\"}").with("X-Left", "7"));
    }
  }

  @BeforeEach
  void begin() throws Exception {
    await(shop.listen(0));
  }

  @AfterEach
  void end() throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(shop.url() + path)).timeout(Duration.ofSeconds(5));
  }

  @Test
  void requestArrivesAsItWasSent() throws Exception {
    post("/items/a%2Fb+c/%20?ids=1,2&name=%C3%BC+x&ids=3", "hello");

    MarketRequest request = shop.done.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/items/a%2Fb+c/%20?ids=1,2&name=%C3%BC+x&ids=3");
    assertThat(request.segments()).containsExactly("items", "a/b+c", " ");
    assertThat(request.query().getAll("ids")).containsExactly("1,2", "3");
    assertThat(request.query().get("name")).isEqualTo("ü x");
    assertThat(request.text()).isEqualTo("hello");
    assertThat(request.is("POST", "items", "*", " ")).isTrue();
    assertThat(request.is("POST", "items", "*")).isFalse();
    assertThat(request.is("PUT", "items", "*", " ")).isFalse();
  }

  @Test
  void emptySegmentIsNotLeftOut() throws Exception {
    get("/offers//stock");
    get("/offers/");
    get("/");

    assertThat(shop.done)
        .extracting(MarketRequest::segments)
        .containsExactly(List.of("offers", "", "stock"), List.of("offers", ""), List.of());
  }

  @Test
  void answerIsAsTheShopGaveIt() throws Exception {
    HttpResponse<String> answer = post("/x", "hello");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"said\":\"hello\"}");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.headers().firstValue("x-left")).contains("7");
  }

  @Test
  void headersOfAnAnswerHaveOneSpelling() {
    MarketAnswer answer = MarketAnswer.json(200, "{}").with("Content-Type", "text/csv");

    assertThat(answer.headers()).containsOnlyKeys("content-type").containsValue("text/csv");
  }

  @Test
  void listenerIsToldOfExchanges() throws Exception {
    List<MarketExchange> told = new CopyOnWriteArrayList<>();
    await(shop.listener(told::add));
    post("/x", "hello");

    assertThat(told).hasSize(1);
    assertThat(told.get(0).request().text()).isEqualTo("hello");
    assertThat(told.get(0).answer().text()).isEqualTo("{\"said\":\"hello\"}");
  }

  @Test
  void bugOfAStandInIsSeen() throws Exception {
    assertThat(get("/bug").statusCode()).isEqualTo(500);
    assertThat(get("/failure").statusCode()).isEqualTo(500);

    assertThat(shop.violations().counts())
        .containsKey("bug of the stand-in: java.lang.IllegalStateException: say \"no\"")
        .hasSize(2);
  }

  @Test
  void downRefusesAndComesBackOnItsPort() throws Exception {
    String url = shop.url();
    await(shop.goDown());
    assertThatThrownBy(() -> get("/x")).isInstanceOf(ConnectException.class);
    await(shop.goDown());

    await(shop.comeUp());
    await(shop.comeUp());

    assertThat(shop.url()).isEqualTo(url);
    assertThat(get("/x").statusCode()).isEqualTo(200);
  }

  @Test
  void latencyDelaysAnswers() throws Exception {
    shop.latency(Duration.ofMillis(150));
    long begun = System.nanoTime();
    get("/x");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(140));
  }

  @ParameterizedTest
  @EnumSource
  void faultStrikesAsOftenAsItWasToldTo(Kind kind) throws Exception {
    await(shop.fault(kind, 2, request -> request.is("POST", "bad")));
    assertThat(get("/good").statusCode()).isEqualTo(200);
    shop.done.clear();

    strike(kind);
    strike(kind);

    assertThat(post("/bad", "x").body()).isEqualTo("{\"said\":\"x\"}");
    boolean carriedOut =
        List.of(Kind.RESET_AFTER, Kind.TRUNCATED, Kind.MALFORMED, Kind.HUGE, Kind.BOMB)
            .contains(kind);
    assertThat(shop.done).hasSize(carriedOut ? 3 : 1);
    assertThat(shop.violations().counts()).isEmpty();
  }

  private void strike(Kind kind) throws Exception {
    switch (kind) {
      case HANG ->
          assertThatThrownBy(
                  () ->
                      client.send(
                          request("/bad")
                              .POST(HttpRequest.BodyPublishers.ofString("x"))
                              .timeout(Duration.ofMillis(200))
                              .build(),
                          HttpResponse.BodyHandlers.ofString()))
              .isInstanceOf(HttpTimeoutException.class);
      case RESET_BEFORE, RESET_AFTER, TRUNCATED ->
          assertThatThrownBy(() -> post("/bad", "x"))
              .isInstanceOf(IOException.class)
              .isNotInstanceOf(HttpTimeoutException.class);
      case MALFORMED -> assertSpoilt("{\"status\": ");
      case HUGE -> assertThat(post("/bad", "x").body()).hasSize(20 << 20);
      case BOMB -> assertSpoilt("[".repeat(10_000));
      case HTML -> {
        HttpResponse<String> page = post("/bad", "x");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html");
      }
      case ERROR_500 -> assertThat(post("/bad", "x").statusCode()).isEqualTo(500);
      case ERROR_503 -> assertThat(post("/bad", "x").statusCode()).isEqualTo(503);
    }
  }

  private void assertSpoilt(String body) throws Exception {
    HttpResponse<String> answer = post("/bad", "x");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void ofSeveralFaultsTheFirstStrikesFirst() throws Exception {
    await(shop.fault(Kind.ERROR_503, 1, request -> true));
    await(shop.fault(Kind.ERROR_500, 1, request -> true));

    assertThat(get("/x").statusCode()).isEqualTo(503);
    assertThat(get("/x").statusCode()).isEqualTo(500);
    assertThat(get("/x").statusCode()).isEqualTo(200);
  }
}
