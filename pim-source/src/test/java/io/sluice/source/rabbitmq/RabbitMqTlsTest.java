package io.sluice.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.source.SourceStatus.State;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker behind TLS, once as it should be and otherwise never. */
@Tag("rabbitmq")
class RabbitMqTlsTest {
  private static RabbitMqNode node;

  @TempDir private Path directory;
  private final RecordingSink sink = new RecordingSink();
  private TestProxy proxy;
  private RabbitMqSource source;

  @BeforeAll
  static void startBroker() {
    node = RabbitMqNode.startOrSkip();
  }

  @AfterAll
  static void stopBroker() {
    if (node != null) {
      node.close();
    }
  }

  @AfterEach
  void closeAll() {
    source.close();
    proxy.close();
  }

  private void start(TestCertificate certificate, @Nullable Path caFile) {
    proxy = new TestProxy(certificate.listen(), node.port());
    source =
        new RabbitMqSource(
            new RabbitMqConfig(
                "pim",
                "amqps://guest:guest@localhost:" + proxy.port(),
                "events",
                "queue",
                QueueType.CLASSIC,
                List.of("#"),
                true,
                10,
                Duration.ofSeconds(5),
                caFile,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5)),
            new CloudEventsDecoder());
    source.start(sink);
  }

  private void awaitProblem(String words) {
    await()
        .until(
            () -> {
              String problem = source.status().problem();
              return problem != null && problem.contains(words);
            });
    assertThat(source.status().state()).isEqualTo(State.CONNECTING);
  }

  @Test
  void aCertificateOfTheCaFileForThisHostIsTrusted() {
    TestCertificate certificate = TestCertificate.create(directory, "dns:localhost");
    start(certificate, certificate.pem());

    await().until(() -> source.status().state() == State.CONNECTED);
    try (TestPublisher pim = new TestPublisher(node, "events")) {
      pim.publishStock("A", 1, 3);
    }
    await().until(() -> sink.quantities().equals(List.of(1L, 2L, 3L)));
  }

  @Test
  void anUnknownCertificateIsRefused() {
    start(TestCertificate.create(directory, "dns:localhost"), null);

    awaitProblem("no secure connection to localhost");
  }

  @Test
  void aCertificateForAnotherHostIsRefused() {
    TestCertificate certificate = TestCertificate.create(directory, "dns:other.example");
    start(certificate, certificate.pem());

    awaitProblem("no secure connection to localhost");
  }

  @Test
  void aMissingCaFileIsNamed() {
    start(TestCertificate.create(directory, "dns:localhost"), directory.resolve("none.pem"));

    awaitProblem("none.pem is not there");
  }
}
