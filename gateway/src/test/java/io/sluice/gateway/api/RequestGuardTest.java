package io.sluice.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
  private static final String PAUSE = "/api/v1/channels/{channel}/pause";
  private static final String PAUSE_SHOP = "/api/v1/channels/shop/pause";

  private RunningApi api;
  private ContractClient client;
  private RawHttp raw;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi();
    client = new ContractClient(api.uri());
    raw = new RawHttp(api.port());
    api.operations.channels.put("shop", Views.channel("shop", ""));
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  @Test
  void everyPostNeedsTheClientHeader() throws Exception {
    Set<String> paths =
        RunningApi.routes(api.operations.all()).stream()
            .filter(route -> route.body() != BodyKind.NONE)
            .map(ApiRoute::path)
            .collect(Collectors.toSet());

    for (String path : paths) {
      HttpResponse<String> response =
          client.send(
              path,
              client
                  .request(path.replaceAll("[{}]", ""))
                  .setHeader("content-type", "application/json")
                  .POST(BodyPublishers.ofString("{}")));
      assertThat(response.statusCode()).as(path).isEqualTo(403);
    }
    assertThat(paths).hasSizeGreaterThan(6);
    assertThat(api.operations.calls).isEmpty();
  }

  /** Somebody who is not signed in has only so much read for him, also where he says no length. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSignInIsShort(boolean says) throws Exception {
    byte[] body = "{\"name\":\"%s\"}".formatted("x".repeat(16 * 1024)).getBytes(UTF_8);
    HttpResponse<String> response =
        client.send(
            "/api/v1/session",
            client
                .request("/api/v1/session")
                .setHeader("content-type", "application/json")
                .setHeader("x-sluice-client", "test")
                .POST(
                    says
                        ? BodyPublishers.ofByteArray(body)
                        : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("The body is over 16384 bytes.");
  }

  /** What a form of another site can send without asking. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/cloudevents+json",
        "text/plain; a=application/json"
      })
  void commandInAnotherContentTypeIsRefused(String contentType) throws Exception {
    HttpResponse<String> response =
        client.post(PAUSE, PAUSE_SHOP, "{}", Map.of("content-type", contentType));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(api.operations.calls).isEmpty();
  }

  @Test
  void jsonInAnySpellingOfUtf8IsTaken() throws Exception {
    for (String type :
        Set.of("Application/JSON", "application/json;charset=\"UTF-8\"", "application/json; a=b")) {
      assertThat(client.post(PAUSE, PAUSE_SHOP, "{}", Map.of("content-type", type)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void compressedBodyIsRefused() throws Exception {
    Map<String, String> headers =
        Map.of("content-type", "application/json", "content-encoding", "gzip");

    assertThat(client.post(PAUSE, PAUSE_SHOP, "{}", headers).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "10.0.0.1",
        "0.0.0.0",
        "[::2]"
      })
  void requestForAnotherHostIsRefused(String host) throws Exception {
    String answer = raw.send("GET /api/v1/channels HTTP/1.1", "Host: " + host);

    assertThat(answer).startsWith("HTTP/1.1 421 ").contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.1.2.3:9", "[::1]:8080"})
  void requestForThisMachineIsTaken(String host) throws Exception {
    assertThat(raw.send("GET /api/v1/channels HTTP/1.1", "Host: " + host))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void requestWithoutAHostIsRefused() throws Exception {
    assertThat(raw.send("GET /api/v1/channels HTTP/1.0")).startsWith("HTTP/1.0 421 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/skus/%zz", "/api/v1/skus/%", "/api/v1/held?sku=%zz", "*"})
  void brokenPathIsAClientError(String path) throws Exception {
    String answer = raw.send("GET " + path + " HTTP/1.1", "Host: localhost");

    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception");
  }

  @Test
  void pathOfManyDotsLeadsNowhere() throws Exception {
    String answer = raw.send("GET /api/v1/../../etc/passwd HTTP/1.1", "Host: localhost");

    assertThat(answer).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-1", "99999999999999999999", "1, 2"})
  void brokenLengthIsAClientError(String length) throws Exception {
    String answer =
        raw.send(
            "POST " + PAUSE_SHOP + " HTTP/1.1",
            "Host: localhost",
            "x-sluice-client: a",
            "content-type: application/json",
            "content-length: " + length);

    assertThat(answer).startsWith("HTTP/1.1 4");
  }

  @Test
  void problemEchoesAHostilePathOnlyEncoded() throws Exception {
    String answer = raw.send("GET /x<script>\"\\é HTTP/1.1", "Host: localhost");

    assertThat(answer).doesNotContain("<script>");
  }

  @Test
  void everyAnswerForbidsToBeAPage() throws Exception {
    for (String path : Set.of("/api/v1/channels", "/nothing", "/metrics", "/openapi.yaml")) {
      HttpHeaders headers = client.get(path).headers();
      assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
      assertThat(headers.firstValue("content-security-policy").orElse(""))
          .startsWith("default-src 'none'");
      assertThat(headers.firstValue("cache-control")).contains("no-store");
      assertThat(headers.firstValue("access-control-allow-origin")).isEmpty();
    }
  }
}
