package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.access.Passwords;
import io.sluice.gateway.access.Users;
import io.sluice.gateway.access.UsersFile;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in over real HTTP. */
class AccessTest {
  private static final String PASSWORD = "correct horse battery";
  private static String hash;

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final InMemoryOperations operations = new InMemoryOperations();
  private Vertx vertx;
  private Path file;
  private ApiServer server;

  @BeforeAll
  static void hash() {
    hash = Passwords.hash(PASSWORD);
  }

  @BeforeEach
  void start() throws Exception {
    file = directory.resolve("users.txt");
    users("vera:viewer:", "otto:operator:", "ada:admin:");
    operations.channels.put("shop", Views.channel("shop", "HTTP 503"));
    vertx = Vertx.vertx();
    server = listen(entrance("127.0.0.1:0", false));
  }

  /** Each with the password, and with a token that is its name. */
  private void users(String... begins) throws IOException {
    Files.write(
        file,
        Stream.of(begins)
            .flatMap(
                begin ->
                    Stream.of(
                        begin + hash, begin + Users.tokenSecret("slu_" + begin.split(":", 2)[0])))
            .toList());
  }

  private Entrance entrance(String listen, boolean proxy) {
    Access access = Access.of(new UsersFile(file), proxy, now::get);
    return new Entrance(
        ListenAddress.parse(listen), access, List.of("ops.example.com"), null, proxy);
  }

  private ApiServer listen(Entrance entrance) throws Exception {
    ApiServer api = new ApiServer(entrance, operations.all(), () -> "sluice_up 1\n");
    vertx.deployVerticle(api).await(20, TimeUnit.SECONDS);
    return api;
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        request(path)
            .POST(BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .header("x-sluice-client", "test");
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> signIn(String name, String password) throws Exception {
    return post(
        "/api/v1/session", new JsonObject().put("name", name).put("password", password).encode());
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("set-cookie").orElseThrow();
  }

  private String session(String name) throws Exception {
    return cookie(signIn(name, PASSWORD)).split(";", 2)[0];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/channels",
        "/api/v1/stream",
        "/metrics",
        "/api/v1/audit",
        "/api/v1/skus/A"
      })
  void nobodySeesAnythingWithoutSigningIn(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("Sign in first").doesNotContain("shop");
    assertThat(operations.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/openapi.yaml", "/api/v1/session"})
  void healthAndTheDocumentNeedNoUser(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void sessionIsACookieThatNoScriptAndNoOtherSiteCanUse() throws Exception {
    HttpResponse<String> answer = signIn("otto", PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject().put("needed", true).put("name", "otto").put("role", "operator"));
    assertThat(cookie(answer))
        .startsWith("sluice=")
        .contains("HTTPOnly", "SameSite=Strict", "Path=/");
    String session = cookie(answer).split(";", 2)[0];
    assertThat(get("/api/v1/channels", "cookie", session).statusCode()).isEqualTo(200);
    assertThat(new JsonObject(get("/api/v1/session", "cookie", session).body()).getString("name"))
        .isEqualTo("otto");
  }

  @Test
  void behindTlsTheCookieIsBoundToTheHost() throws Exception {
    server = listen(entrance("127.0.0.1:0", true));

    assertThat(cookie(signIn("otto", PASSWORD)))
        .startsWith("__Host-sluice=")
        .contains("Secure", "HTTPOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Domain");
  }

  @ParameterizedTest
  @CsvSource({
    "vera, /api/v1/channels/shop/pause, 403",
    "otto, /api/v1/channels/shop/pause, 200",
    "ada, /api/v1/channels/shop/pause, 200",
    "otto, /api/v1/channels/shop/forget, 403",
    "ada, /api/v1/channels/shop/forget, 200",
    "otto, /api/v1/sources/pim/new-epoch, 403",
    "otto, /api/v1/sources/pim/skus/A/lower-mark, 403"
  })
  void eachDoesWhatHisRoleMay(String name, String path, int status) throws Exception {
    HttpResponse<String> answer = post(path, "{}", "authorization", "Bearer slu_" + name);

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.body()).contains(name + " has the role");
      assertThat(operations.calls).isEmpty();
    }
  }

  @Test
  void whoSteersIsWhoeverIsSignedInAndNotWhoeverHeSaysHeIs() throws Exception {
    post("/api/v1/channels/shop/pause", "{}", "cookie", session("otto"));

    assertThat(operations.calls).anyMatch(call -> call.startsWith("pause shop by otto"));
  }

  @Test
  void passwordIsNeverWrittenDown() throws Exception {
    signIn("otto", PASSWORD);
    signIn("otto", "wrong " + PASSWORD);

    assertThat(operations.audited).extracting("who").containsExactly("otto");
    assertThat(operations.audited).extracting("target").containsExactly("");
    assertThat(operations.audited.toString()).contains("session").doesNotContain(PASSWORD);
  }

  @ParameterizedTest
  @CsvSource({"otto, wrong", "nobody, correct horse battery", "vera, ''"})
  void wrongNameAndWrongPasswordLookTheSame(String name, String password) throws Exception {
    HttpResponse<String> answer = signIn(name, password.isEmpty() ? "x" : password);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("The name or the password is wrong.");
    assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void guessingIsSlowedDownAndTheRightPasswordHasToWaitToo() throws Exception {
    for (int index = 0; index < 5; index++) {
      assertThat(signIn("otto", "wrong").statusCode()).isEqualTo(401);
    }
    HttpResponse<String> slowed = signIn("otto", PASSWORD);

    assertThat(slowed.statusCode()).isEqualTo(429);
    assertThat(slowed.headers().firstValue("retry-after")).hasValue("1");
    now.updateAndGet(then -> then.plusSeconds(1));
    assertThat(signIn("otto", PASSWORD).statusCode()).isEqualTo(200);
  }

  /** Each line of the header as the proxy hands it on, and what it wrote last. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.9.8.7                    | 10.9.8.7",
        "6.6.6.6, 10.9.8.7           | 10.9.8.7",
        "6.6.6.6,10.9.8.7:51234      | 10.9.8.7",
        "'2001:db8::1, [2001:db8::7]:443' | 2001:db8::7",
        "2001:db8::9                 | 2001:db8::9",
        "10.9.8.7, unknown           | 127.0.0.1",
        "10.9.8.7,                   | 127.0.0.1"
      })
  void behindAProxyTheAddressIsWhatTheProxyWroteLast(String forwarded, String address)
      throws Exception {
    server = listen(entrance("127.0.0.1:0", true));

    post(
        "/api/v1/channels/shop/pause",
        "{}",
        "authorization",
        "Bearer slu_otto",
        "x-forwarded-for",
        forwarded);

    assertThat(operations.audited).extracting("address").containsExactly(address);
  }

  @Test
  void withoutAProxyNobodySaysWhereHeIs() throws Exception {
    post(
        "/api/v1/channels/shop/pause",
        "{}",
        "authorization",
        "Bearer slu_otto",
        "x-forwarded-for",
        "10.9.8.7");

    assertThat(operations.audited).extracting("address").containsExactly("127.0.0.1");
  }

  @Test
  void behindAProxyOneWhoGuessesSlowsNobodyElseDown() throws Exception {
    server = listen(entrance("127.0.0.1:0", true));
    String wrong = "{\"name\":\"otto\",\"password\":\"wrong\"}";
    String right = "{\"name\":\"otto\",\"password\":\"" + PASSWORD + "\"}";
    for (int index = 0; index < 5; index++) {
      post("/api/v1/session", wrong, "x-forwarded-for", "6.6.6." + index + ", 10.0.0.66");
    }

    assertThat(post("/api/v1/session", right, "x-forwarded-for", "10.0.0.66").statusCode())
        .isEqualTo(429);
    assertThat(post("/api/v1/session", right, "x-forwarded-for", "10.0.0.7").statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatIsRefusedAtOnceIsWrittenDownWhereItIsKnownWhoAsked() throws Exception {
    String otto = "Bearer slu_otto";
    post("/api/v1/channels/shop/forget", "{\"reason\":\"tidy\"}", "authorization", otto);
    post("/api/v1/channels/shop/pause", "{\"until\":\"soon\"}", "authorization", otto);
    post("/api/v1/channels/shop/pause", "{", "authorization", otto);
    send(
        request("/api/v1/channels/shop/pause")
            .POST(BodyPublishers.ofString("{}"))
            .headers("authorization", otto, "content-type", "text/plain", "x-sluice-client", "x"));
    send(
        request("/api/v1/channels/shop/pause")
            .POST(BodyPublishers.ofString("x".repeat(2 << 20)))
            .headers(
                "authorization", otto, "content-type", "application/json", "x-sluice-client", "x"));
    post("/api/v1/channels/shop/pause", "{}");
    get("/api/v1/channels/nothing", "authorization", otto);

    assertThat(operations.audited).extracting("who").containsOnly("otto");
    assertThat(operations.audited)
        .extracting("action")
        .containsExactly(
            "channels forget",
            "channels pause",
            "channels pause",
            "channels pause",
            "channels pause");
    assertThat(operations.audited)
        .extracting("target")
        .containsOnly("channel=shop", "channel=shop, until=soon");
    assertThat(operations.audited.get(0).problem()).contains("This takes the role admin");
    assertThat(operations.audited.get(1).problem()).contains("until must be a time");
    assertThat(operations.audited.get(2).problem()).contains("no valid JSON");
    assertThat(operations.audited.get(3).problem()).contains("content type");
    assertThat(operations.audited.get(4).problem()).contains("over 1048576 bytes");
    assertThat(operations.calls).noneMatch(call -> call.contains("shop"));
  }

  @Test
  void signedOutMeansOut() throws Exception {
    String session = session("otto");

    HttpResponse<String> answer = post("/api/v1/session/end", "{}", "cookie", session);

    assertThat(cookie(answer)).contains("Max-Age=0");
    assertThat(get("/api/v1/channels", "cookie", session).statusCode()).isEqualTo(401);
  }

  @Test
  void whoeverIsNotSignedInWritesNothingDown() throws Exception {
    post("/api/v1/session/end", "{}");
    signIn("otto", "wrong");

    assertThat(operations.audited).isEmpty();
    post("/api/v1/session/end", "{}", "cookie", session("ada"));
    assertThat(operations.audited).extracting("who").containsExactly("ada", "ada");
  }

  @Test
  void sessionEndsByItself() throws Exception {
    String session = session("otto");
    now.updateAndGet(then -> then.plus(Duration.ofHours(8)));

    assertThat(get("/api/v1/channels", "cookie", session).statusCode()).isEqualTo(401);
  }

  @Test
  void whoIsTakenOutOfTheFileIsSignedOutAtOnce() throws Exception {
    String session = session("otto");
    users("vera:viewer:");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(get("/api/v1/channels", "cookie", session).statusCode()).isEqualTo(401));
    assertThat(get("/api/v1/channels", "authorization", "Bearer slu_otto").statusCode())
        .isEqualTo(401);
    assertThat(get("/api/v1/channels", "authorization", "Bearer slu_vera").statusCode())
        .isEqualTo(200);
  }

  /** A page of another site can send a form with cookies, but neither of these. */
  @Test
  void formOfAnotherSiteDoesNothing() throws Exception {
    String session = session("ada");
    HttpRequest.Builder form =
        request("/api/v1/channels/shop/pause")
            .POST(BodyPublishers.ofString("reason=owned"))
            .headers("cookie", session, "content-type", "application/x-www-form-urlencoded");
    HttpRequest.Builder plain =
        request("/api/v1/channels/shop/pause")
            .POST(BodyPublishers.ofString("{}"))
            .headers("cookie", session, "content-type", "text/plain", "x-sluice-client", "page");

    assertThat(send(form).statusCode()).isEqualTo(403);
    assertThat(send(plain).statusCode()).isEqualTo(415);
    assertThat(operations.calls).noneMatch(call -> call.startsWith("pause"));
  }

  @Test
  void namesOfTheConfigurationLeadHereAndOthersDoNot() throws Exception {
    RawHttp raw = new RawHttp(server.port());

    assertThat(raw.send("GET /health/live HTTP/1.1", "Host: OPS.example.com"))
        .startsWith("HTTP/1.1 200");
    assertThat(raw.send("GET /health/live HTTP/1.1", "Host: evil.example.com"))
        .startsWith("HTTP/1.1 421");
  }

  @Test
  void streamEndsWithItsSession() throws Exception {
    String session = session("otto");
    HttpResponse<java.io.InputStream> stream =
        http.send(
            request("/api/v1/stream").header("cookie", session).build(),
            BodyHandlers.ofInputStream());
    assertThat(stream.statusCode()).isEqualTo(200);

    post("/api/v1/session/end", "{}", "cookie", session);

    assertThat(new String(stream.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("event: snapshot");
  }

  @Test
  void oneUserCannotTakeAllStreams() throws Exception {
    List<HttpResponse<java.io.InputStream>> open = new java.util.ArrayList<>();
    for (int index = 0; index < LiveStreams.OF_ONE_AT_MOST; index++) {
      open.add(stream("vera"));
    }
    assertThat(open).extracting(HttpResponse::statusCode).containsOnly(200);

    assertThat(stream("vera").statusCode()).isEqualTo(429);
    HttpResponse<java.io.InputStream> other = stream("otto");
    assertThat(other.statusCode()).isEqualTo(200);

    open.add(other);
    for (HttpResponse<java.io.InputStream> each : open) {
      each.body().close();
    }
  }

  private HttpResponse<java.io.InputStream> stream(String name) throws Exception {
    return http.send(
        request("/api/v1/stream").header("authorization", "Bearer slu_" + name).build(),
        BodyHandlers.ofInputStream());
  }

  @Test
  void elsewhereThanOnLoopbackItTakesUsersAndTls() {
    assertThatThrownBy(() -> listen(entrance("0.0.0.0:0", false)))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("without tls");
    assertThatThrownBy(() -> listen(Entrance.loopback(ListenAddress.parse("0.0.0.0:0"))))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("no users");
  }
}
