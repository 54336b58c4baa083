package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a gateway at work, and what becomes of it elsewhere. */
class BackupTest extends FlowTest {
  private static final int SKUS = 40;
  private static final String JSON = "application/json";

  @TempDir Path directory;

  /** By SKU, what each was told last; as a receiver that keeps the highest revision. */
  private Map<String, Long> shown() {
    Map<String, JsonObject> newest = new HashMap<>();
    for (Receiver.Request request : receiver.accepted()) {
      newest.merge(
          request.sku(),
          request.json(),
          (before, now) -> before.getLong("revision") > now.getLong("revision") ? before : now);
    }
    Map<String, Long> shown = new HashMap<>();
    newest.forEach((sku, body) -> shown.put(sku, quantity(body)));
    return shown;
  }

  private static long quantity(JsonObject body) {
    return body.getJsonObject("stock") == null
        ? body.getLong("quantity")
        : body.getJsonObject("stock").getLong("quantity");
  }

  private static String event(long number) {
    long sku = number % SKUS;
    return stock("e-" + number, "S" + sku, "BER", number, number);
  }

  @Test
  void whatWasBackedUpUnderLoadGoesOnElsewhereAndTheChannelEndsRight() throws Exception {
    Path file = directory.resolve("backup.zip");
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    AtomicBoolean enough = new AtomicBoolean();
    long[] sent = {0};
    try (Flow flow = new Flow(node, first, Flow.pim(), shop())) {
      CompletableFuture<Void> load =
          CompletableFuture.runAsync(
              () -> {
                while (!enough.get()) {
                  flow.publish(Stream.of(event(++sent[0]), event(++sent[0]), event(++sent[0])));
                }
              });
      soon().until(() -> receiver.accepted().size() > 200);

      Shell.Said said = Shell.run(flow.url(), "backup", file.toString());

      int then = receiver.accepted().size();
      soon().until(() -> receiver.accepted().size() > then + 100);
      enough.set(true);
      load.join();
      soon().until(() -> flow.channel("shop").getLong("backlog") == 0);
      assertThat(said.err()).isEmpty();
      assertThat(said.out()).contains("backup.zip is written and checked");
      assertThat(NightsTest.audit(flow, "backup").toString()).contains("position=");
      assertThat(Shell.run(flow.url(), "backup", file.toString()).err())
          .contains("it is there already");
    }
    Map<String, Long> before = shown();
    int requests = receiver.requests().size();

    Shell.Said restored = restore(file, first, second);

    assertThat(restored.err()).isEmpty();
    assertThat(restored.out()).contains("paused until sluice resume --all");
    try (Flow flow = new Flow(node, second, Flow.pim(), shop())) {
      assertThat(flow.channel("shop").getString("state")).isEqualTo("paused");
      assertThat(flow.channel("shop").getString("stateReason"))
          .startsWith("by restore: restored from a backup of ");
      // The PIM says again what came since.
      flow.publish(Stream.iterate(1L, n -> n + 1).limit(sent[0]).map(BackupTest::event));
      soon().until(() -> flow.source("pim").getLong("received") == sent[0]);
      assertThat(receiver.requests()).hasSize(requests);

      flow.post("/channels/resume", "{}", JSON);

      soon().until(() -> flow.channel("shop").getLong("backlog") == 0);
      soon().until(() -> receiver.accepted().size() >= requests + SKUS);
      assertThat(shown()).isEqualTo(before).hasSize(SKUS);
      List<Receiver.Request> again =
          receiver.accepted().subList(requests, receiver.accepted().size());
      assertThat(again.stream().map(Receiver.Request::sku).distinct()).hasSize(SKUS);
      assertThat(again)
          .allMatch(request -> request.json().getLong("revision") >= 1_000_000)
          .noneMatch(request -> keys(requests).contains(request.idempotencyKey()));
    }
  }

  private List<String> keys(int upTo) {
    return receiver.requests().subList(0, upTo).stream()
        .map(Receiver.Request::idempotencyKey)
        .toList();
  }

  private static Shell.Said restore(Path file, Path configured, Path into) {
    return Shell.run(
        "http://127.0.0.1:1",
        "restore",
        file.toString(),
        "--config",
        configured.resolve("config").toString(),
        "--data",
        into.resolve("data").toString());
  }

  /** Both may have been sent something in the time that is lost. */
  @Test
  void aRenamedChannelThatTheBackupLacksIsPausedAndALaterOneGoesOnAboveAllRevisions() {
    Path file = directory.resolve("backup.zip");
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    Path third = directory.resolve("third");
    try (Flow flow = new Flow(node, first, Flow.pim(), shop())) {
      flow.publish(event(1));
      soon().until(() -> receiver.accepted().size() == 1);
      assertThat(Shell.run(flow.url(), "backup", file.toString()).exitCode()).isZero();
    }
    String renamed = channel("market", receiver, LATEST) + "  was: lost\n";
    new Flow(node, second, Flow.pim(), shop() + renamed).close();
    assertThat(restore(file, second, third).out()).contains("run sluice adopt");

    String later = channel("later", receiver, LATEST);
    try (Flow flow = new Flow(node, third, Flow.pim(), shop() + renamed + later)) {
      soon().until(() -> receiver.accepted().size() == 2);
      assertThat(receiver.accepted().get(1).json().getLong("revision")).isGreaterThan(1_000_000);
      assertThat(flow.channel("market").getString("stateReason")).startsWith("by restore");
      assertThat(flow.channel("shop").getString("stateReason")).startsWith("by restore");
      assertThat(flow.channel("later").getLong("accepted")).isEqualTo(1);
    }
  }

  @Test
  void aRestoreReplacesNothingAndTakesNothingBroken() throws IOException {
    Path file = directory.resolve("backup.zip");
    Path first = directory.resolve("first");
    try (Flow flow = new Flow(node, first, Flow.pim(), shop())) {
      flow.publish(event(1));
      soon().until(() -> receiver.accepted().size() == 1);
      assertThat(Shell.run(flow.url(), "backup", file.toString()).exitCode()).isZero();
      assertThat(restore(file, first, first).err()).contains("another process uses");
    }
    byte[] whole = Files.readAllBytes(file);
    Path broken = directory.resolve("broken.zip");
    Path second = directory.resolve("second");

    assertThat(restore(file, first, first).err()).contains("is there already");
    assertThat(restore(directory.resolve("none.zip"), first, second).err())
        .contains("there is no such file");
    Files.write(broken, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(restore(broken, first, second).exitCode()).isEqualTo(1);
    byte[] other = whole.clone();
    other[whole.length / 2] ^= 1;
    Files.write(broken, other);
    assertThat(restore(broken, first, second).exitCode()).isEqualTo(1);
    Files.writeString(broken, "no zip");
    assertThat(restore(broken, first, second).err()).contains("it is no backup");

    assertThat(restore(file, first, second).exitCode()).isZero();
    try (Stream<Path> files = Files.list(second.resolve("data"))) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("sluice.mv.db", "sluice.lock");
    }
  }
}
