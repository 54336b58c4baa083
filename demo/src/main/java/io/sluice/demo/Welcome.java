package io.sluice.demo;

import io.sluice.demo.broker.EmbeddedBroker;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StageFiles;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What a person needs to join in. */
final class Welcome {
  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"my-1\",\"source\":\"/me\",\"type\":\"product.stock.changed\","
          + "\"subject\":\"MY-SHOE-42\",\"sequence\":\"1\",\"data\":{\"quantity\":7,\"warehouse\":\"BER\"}}";

  private final Stage stage;
  private final Path directory;

  Welcome(Stage stage, Path directory) {
    this.stage = stage;
    this.directory = directory;
  }

  void print(PrintWriter out) {
    String url = stage.api().port() == 8080 ? "" : " --url http://" + stage.api();
    out.printf(
        """
      Sluice demo, for trying out only: its broker (Apache Qpid, in memory) is no RabbitMQ and
      forgets everything, and shop, channels and marketplaces are made up.

        AMQP   %s   exchange %s (topic), any routing key
        Page   http://%s/ in a browser shows what follows, and more
        REST   http://%s/api/v1
        Files  %s: config/ as `sluice run` reads it, demo.log

      Publish an event of your own, over AMQP or without, and see where it went:

        echo '%s' > my.json
        bin/sluice send my.json%s
        python3 -c 'import pika; c = pika.BlockingConnection(pika.URLParameters("%s/%%2F")); \
      c.channel().basic_publish("%s", "product.stock.changed", open("my.json").read()); c.close()'
        bin/sluice sku MY-SHOE-42%s
        bin/sluice channels%s

      %sCtrl-C stops.
      """,
        stage.amqpUri(),
        StageFiles.EXCHANGE,
        stage.api(),
        stage.api(),
        directory,
        EVENT,
        url,
        stage.amqpUri(),
        StageFiles.EXCHANGE,
        url,
        url,
        otherPort());
    out.flush();
  }

  private String otherPort() {
    boolean usual = stage.amqpUri().endsWith(":" + EmbeddedBroker.USUAL_PORT);
    return usual ? "" : "Port " + EmbeddedBroker.USUAL_PORT + " is in use, so AMQP has another. ";
  }
}
