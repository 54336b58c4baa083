package io.sluice.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RabbitMqConfigTest {
  private static RabbitMqConfig withUri(String uri) {
    return RabbitMqConfig.withDefaults("pim", uri, "product.events", "sluice.pim");
  }

  @Test
  void defaultsAreThoseOfTheReferenceConfiguration() {
    RabbitMqConfig config = withUri("amqp://guest:guest@127.0.0.1:5672");

    assertThat(config.queueType()).isEqualTo(QueueType.QUORUM);
    assertThat(config.bind()).containsExactly("#");
    assertThat(config.declare()).isTrue();
    assertThat(config.prefetch()).isEqualTo(1000);
    assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.channelRpcTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.caFile()).isNull();
  }

  @Test
  void everyKeyCanBeSet() {
    RabbitMqConfig config =
        new RabbitMqConfig(
            "erp",
            "amqps://u:p@h/v",
            "",
            "q",
            QueueType.CLASSIC,
            List.of(),
            false,
            1,
            Duration.ofSeconds(1),
            Path.of("ca.pem"),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    assertThat(config.broker()).isEqualTo(new BrokerUri(true, "h", 5671, "u", "p", "v"));
  }

  @ParameterizedTest
  @CsvSource({
    "amqp://h, 5672, guest, guest, /",
    "amqp://h/, 5672, guest, guest, /",
    "AMQP://u:p@h:1234/v, 1234, u, p, v",
    "amqp://u:p%40s%2Fs+@h/a%2Fb, 5672, u, p@s/s+, a/b",
  })
  void addressesAreTakenApart(String uri, int port, String user, String password, String vhost) {
    assertThat(BrokerUri.parse(uri, "uri"))
        .isEqualTo(new BrokerUri(false, "h", port, user, password, vhost));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://u:hunter2@h",
        "amqp://u:hunter2@h/a/b",
        "amqp://u:hunter2@",
        "hunter2",
        "amqp://u:hunter2 @h",
        "amqp://hunter2@h",
        "amqp://u:hunter2%zz@h",
        "amqp://u:hunter2@h?x=1",
        "amqp://u:hunter2@h:port",
        "amqp://u:hunter2@under_score"
      })
  void aBadAddressIsRefusedWithoutQuotingThePassword(String uri) {
    assertThatThrownBy(() -> withUri(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sources[pim].uri must ")
        .hasNoCause()
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void theTextFormHasNoPassword() {
    assertThat(withUri("amqp://u:hunter2@h").toString())
        .contains("u@h:5672", "sluice.pim")
        .doesNotContain("hunter2");
  }

  @Test
  void limitsAreNamedWithTheValueFound() {
    assertThatThrownBy(
            () ->
                new RabbitMqConfig(
                    "pim",
                    "amqp://h",
                    "e",
                    "q",
                    QueueType.QUORUM,
                    List.of("#"),
                    true,
                    0,
                    Duration.ofSeconds(10),
                    null,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5)))
        .hasMessage("sources[pim].prefetch must be 1 to 65535, got 0");
    assertThatThrownBy(() -> RabbitMqConfig.withDefaults("pim", "amqp://h", "e", "x".repeat(256)))
        .hasMessageStartingWith("sources[pim].queue must be 1 to 255 bytes");
  }

  @ParameterizedTest
  @CsvSource({"3.10.8, 3", "4.0.1, 4", "10.2, 10", "'', 0", "x, 0"})
  void theMajorVersionOfTheBrokerIsRead(String version, int major) {
    assertThat(Topology.majorVersion(version)).isEqualTo(major);
  }
}
