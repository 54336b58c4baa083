package io.sluice.trials;

import static io.sluice.trials.Trial.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.check.ChannelReport;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.Publisher;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A shop that has listings already is taken over, and later somebody changes things there. */
@Tag("process")
class ReadBackTest {
  private static final int SKUS = 1_000;
  private static final int WRONG = 10;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void onlyWhatDiffersIsSentAndWhatSomebodyChangesThereIsMended() throws Exception {
    try (Trial trial = Trial.recording(directory)) {
      ChannelSpec shop = telling(trial.state("shop"));
      for (int sku = 0; sku < SKUS; sku++) {
        edit(trial, Workload.sku(sku), sku, sku < WRONG ? "19.00 EUR" : "20.0 EUR");
      }
      edit(trial, "THEIRS", 3, "3 EUR");
      GatewayProcess gateway = trial.gateway("256m", shop.with("mode: dry_run"));
      gateway.start();
      Publisher publisher = trial.publisher(gateway);
      EventWriter writer = new EventWriter(0);
      for (int sku = 0; sku < SKUS; sku++) {
        publisher.publish(writer.stock(Workload.sku(sku), "BER", sku));
        publisher.publish(writer.price(Workload.sku(sku), 2_000));
      }
      publisher.awaitConfirmed();
      trial.awaitTaken(gateway);
      waiting().until(() -> gateway.api().channel("shop").getLong("backlog") == 2L * SKUS);
      assertThat(gateway.api().channel("shop").getString("state")).isEqualTo("dry run");

      JsonObject adopted = ended(gateway, "adopt");

      assertThat(adopted.getLong("listings")).isEqualTo(SKUS + 1);
      assertThat(adopted.getLong("unknown")).isEqualTo(1);
      assertThat(adopted.getLong("same")).isEqualTo(2L * SKUS - WRONG);
      assertThat(adopted.getLong("different")).isEqualTo(WRONG);
      assertThat(gateway.api().channel("shop").getLong("backlog")).isEqualTo(WRONG);
      assertThat(trial.simulator.summary("shop").updates()).isZero();

      gateway.kill9();
      gateway.start();
      waiting().until(() -> gateway.api().channel("shop").getLong("backlog") == WRONG);
      trial.configure(shop);
      waiting().until(() -> gateway.api().channel("shop").getString("state").equals("online"));
      waiting().until(() -> gateway.api().drained());
      assertThat(trial.simulator.summary("shop").updates()).isEqualTo(WRONG);

      edit(trial, Workload.sku(3), 99, "20 EUR");
      edit(trial, Workload.sku(700), 700, "1.00 EUR");
      JsonObject told = ended(gateway, "reconcile");

      assertThat(told.getLong("different")).isEqualTo(2);
      assertThat(told.getLong("missing")).isZero();
      assertThat(told.getLong("touched")).isEqualTo(2);
      assertThat(value(trial, Workload.sku(3), "stock")).isEqualTo("3");
      assertThat(value(trial, Workload.sku(700), "price")).startsWith("20");
      assertThat(ended(gateway, "reconcile").getLong("different")).isZero();
      assertThat(trial.simulator.summary("shop").updates()).isEqualTo(WRONG + 2);
    }
  }

  private static ChannelSpec telling(ChannelSpec channel) {
    return channel
        .with("send: [stock, price]")
        .with(
            "listings: { url: \"%s/listings?size=300\", items: /items, sku: /sku, stock: /stock,"
                    .formatted(channel.url())
                + " price: /price, currency: /currency, next: /next }");
  }

  private static void edit(Trial trial, String sku, long stock, String price) {
    trial.simulator.edit(
        "shop", new JsonObject().put("sku", sku).put("stock", stock).put("price", price));
  }

  /** What a job found, once it has ended well. */
  private static JsonObject ended(GatewayProcess gateway, String verb) {
    String id = gateway.api().begin("shop", verb, new JsonObject()).getString("id");
    JsonObject job =
        waiting()
            .until(() -> gateway.api().job(id), it -> !it.getString("state").equals("running"));
    assertThat(job.getString("state")).as("%s", job).isEqualTo("done");
    return job.getJsonObject("reading");
  }

  private static String value(Trial trial, String sku, String facet) {
    ChannelReport report = trial.simulator.report("shop");
    return report.keys().stream()
        .filter(key -> key.sku().equals(sku) && key.facet().equals(facet))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
