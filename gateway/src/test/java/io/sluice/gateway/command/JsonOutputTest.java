package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.NastyText;
import io.sluice.gateway.api.Views;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonOutputTest extends CliTest {
  @BeforeEach
  void fill() {
    for (String text : NastyText.all()) {
      operations.held.add(Views.held("shop", text, "guard", text));
      operations.dead.add(Views.held("shop", text, "dead", text));
      operations.refused.add(Views.refused(1, text));
      operations.backlog.add(Views.waiting(text));
    }
    operations.skus.put("a/b", Views.sku("a/b"));
  }

  @ParameterizedTest
  @CsvSource({
    "channels, /channels",
    "backlog shop, /channels/shop/backlog",
    "held, /held",
    "held --limit 3, /held?limit=3",
    "dead-letters list, /dead-letters",
    "sku a/b, /skus/a%2Fb",
    "source, /sources",
    "refused, /refused",
  })
  void listIsTheBodyOfTheApi(String command, String path) throws Exception {
    Cli.Result result = cli.run((command + " --json").split(" "));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo(send(request(path).GET()) + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "pause shop, /channels/shop/pause, {}",
    "resume shop, /channels/shop/resume, {}",
    "probe shop, /channels/shop/probe, {}",
    "resync shop --cancel, /channels/shop/resync/cancel, {}",
    "channels forget shop, /channels/shop/forget, {}",
    "approve 3f6c01d2a9be, /configuration/approve, '{\"version\":\"3f6c01d2a9be\"}'",
    "replay shop --since 1h, /channels/shop/replay, '{\"since\":\"2026-03-01T11:00:00Z\"}'",
    "adopt shop, /channels/shop/adopt, '{\"content\":false}'",
    "reconcile shop --dry-run, /channels/shop/reconcile, '{\"dryRun\":true}'",
    "dead-letters redrive --all, /dead-letters/redrive, '{\"all\":true}'",
    "held approve --all, /held/approve, '{\"all\":true}'",
    "held discard --all, /held/discard, '{\"all\":true}'",
    "dead-letters discard --all, /dead-letters/discard, '{\"all\":true}'",
  })
  void stepIsTheBodyOfTheApi(String command, String path, String body) throws Exception {
    Cli.Result result = cli.run((command + " --json").split(" "));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            send(
                    request(path)
                        .header("content-type", "application/json")
                        .header("x-sluice-client", "test")
                        .POST(BodyPublishers.ofString(body)))
                + "\n");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api.uri() + "/api/v1" + path));
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }
}
