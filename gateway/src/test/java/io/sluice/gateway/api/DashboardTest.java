package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardTest {
  private static final Path SOURCES = Path.of("src/main/resources/dashboard");
  private static final Pattern IN_PAGE = Pattern.compile("(?:src|href)=\"(dashboard/[^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from '([^']+)'");
  private static final int AT_MOST_GZIPPED = 100_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private RunningApi api;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi();
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  @Test
  void everyFileOfThePageIsThereAndTogetherTheyAreSmall() throws Exception {
    Set<URI> files = new TreeSet<>();
    Deque<URI> ahead = new ArrayDeque<>();
    URI page = api.uri().resolve("/");
    references(page, IN_PAGE).forEach(ahead::add);
    long bytes = ask(page, "accept-encoding", "gzip").body().length;
    while (!ahead.isEmpty()) {
      URI file = ahead.pop();
      if (files.add(file)) {
        HttpResponse<byte[]> answer = ask(file, "accept-encoding", "gzip");
        assertThat(answer.statusCode()).as(file.toString()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
        bytes += answer.body().length;
        if (file.getPath().endsWith(".js")) {
          references(file, IMPORT).forEach(ahead::add);
        }
      }
    }

    assertThat(files).hasSizeGreaterThan(15);
    assertThat(bytes).isLessThan(AT_MOST_GZIPPED);
  }

  private List<URI> references(URI of, Pattern pattern) throws Exception {
    Matcher matcher = pattern.matcher(text(ask(of)));
    return matcher.results().map(found -> of.resolve(found.group(1))).toList();
  }

  @Test
  void browserMayRunNothingButItsOwnFiles() throws Exception {
    HttpResponse<byte[]> answer = ask(api.uri().resolve("/"));

    assertThat(answer.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(answer.headers().firstValue("content-security-policy"))
        .hasValue(Dashboard.POLICY)
        .get()
        .asString()
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
  }

  @Test
  void fileThatABrowserHasIsNotSentAgain() throws Exception {
    URI file = api.uri().resolve("/dashboard/app.js");
    String tag = ask(file).headers().firstValue("etag").orElseThrow();

    HttpResponse<byte[]> again = ask(file, "if-none-match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dashboard/nothing.js",
        "/dashboard/",
        "/dashboard/%2e%2e/logback.xml",
        "/dashboard/pages/..%2f..%2flogback.xml",
        "/dashboard/pages%2foverview.js.class"
      })
  void whatIsNoFileOfThePageIsNotThere(String path) throws Exception {
    String answer = new RawHttp(api.port()).send("GET " + path + " HTTP/1.1", "Host: localhost");

    assertThat(answer).startsWith("HTTP/1.1 404").contains("There is no such path");
  }

  /** Product data may hold anything: it must only ever become text. */
  @Test
  void noFileMakesMarkupOfText() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".js")).toList();
      assertThat(scripts).hasSizeGreaterThan(10);
      for (Path script : scripts) {
        assertThat(Files.readString(script))
            .as(script.toString())
            .doesNotContainIgnoringCase(
                "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "style:");
      }
    }
  }

  private HttpResponse<byte[]> ask(URI uri, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
