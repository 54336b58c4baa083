package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.sluice.demo.board.Display;
import io.sluice.demo.board.Scene;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StageFiles;
import io.sluice.demo.stage.StagePlan;
import io.sluice.demo.stage.StandIn;
import io.sluice.gateway.api.ListenAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastingDemoTest {
  private static final byte[] EVENT =
      """
      {"specversion":"1.0","id":"my-1","source":"/me","type":"product.stock.changed",\
      "subject":"MY-SHOE-42","sequence":"1","data":{"quantity":7,"warehouse":"BER"}}"""
          .getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  private static final class Seen implements Display {
    private final List<Scene> scenes = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void show(Scene scene) {
      scenes.add(scene);
    }

    @Override
    public void tell(String event) {
      events.add(event);
    }

    @Override
    public void close() {
      // Nothing to let go of.
    }
  }

  private static StagePlan lasting() {
    return StagePlan.lasting(0, new ListenAddress("127.0.0.1", 0), Shop.catalogue());
  }

  private static void publish(String uri) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.basicPublish(StageFiles.EXCHANGE, "product.stock.changed", null, EVENT);
      channel.waitForConfirmsOrDie(10_000);
    }
  }

  @Test
  void eventOfOnesOwnArrivesAtEveryChannelAmongThoseOfTheShop() throws Exception {
    StagePlan plan = lasting();
    Stage stage = Stage.open(StageFiles.in(directory.resolve("d")), plan);
    Seen seen = new Seen();
    LastingDemo demo = new LastingDemo(stage, seen);
    Thread thread = new Thread(demo::run, "demo");
    try {
      thread.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> seen.scenes.stream().anyMatch(scene -> scene.published() > 50));

      publish(stage.amqpUri());
      // In real time, so that the slowest of them has no more than begun.
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(stage.markets().orElseThrow().all())
                      .allMatch(market -> market.listings() > 0));

      await().atMost(Duration.ofSeconds(60)).until(() -> seen.events.size() >= StandIn.ALL.size());
      for (StandIn channel : StandIn.ALL) {
        assertThat(seen.events)
            .anyMatch(event -> event.endsWith("MY-SHOE-42 stock 7 arrived at " + channel.name()));
      }
    } finally {
      demo.close();
    }
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(stage.isClosed()).isTrue();
  }

  @Test
  void welcomeTellsAddressesAndHowToJoinIn() {
    StagePlan plan = lasting();
    StringWriter text = new StringWriter();
    try (Stage stage = Stage.open(StageFiles.in(directory.resolve("d")), plan)) {
      new Welcome(stage, directory).print(new PrintWriter(text, true));

      assertThat(text.toString())
          .contains("for trying out only", stage.amqpUri(), StageFiles.EXCHANGE)
          .contains("http://" + stage.api() + "/ in a browser")
          .contains("http://" + stage.api() + "/api/v1")
          .contains("bin/sluice sku MY-SHOE-42 --url http://" + stage.api())
          .doesNotContain("%s");
    }
  }

  @Test
  void channelsOfBothKindsAreDownInTurn() {
    assertThat(Outages.downAt(Duration.ofSeconds(10))).isEmpty();
    assertThat(Outages.downAt(Duration.ofSeconds(45))).isEqualTo(Optional.of(StandIn.MARKETPLACE));
    assertThat(Outages.downAt(Duration.ofSeconds(60))).isEmpty();
    assertThat(Outages.downAt(Duration.ofSeconds(150))).isEqualTo(Optional.of(StandIn.REPORTING));
    assertThat(Outages.downAt(Duration.ofDays(2).plusSeconds(30)))
        .isEqualTo(Optional.of(StandIn.MARKETPLACE));
  }
}
