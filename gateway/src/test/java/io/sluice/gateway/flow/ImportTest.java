package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.event;
import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice import} into a gateway that its source speaks to already. */
class ImportTest extends FlowTest {
  @TempDir Path directory;

  private record Said(int exitCode, String out, String err) {}

  private Said run(Flow flow, String csv, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("products.csv"), csv);
    List<String> arguments = new ArrayList<>(List.of("import", file.toString()));
    arguments.addAll(List.of(options));
    Shell.Said said = Shell.run(flow.url(), arguments.toArray(String[]::new));
    return new Said(said.exitCode(), said.out(), said.err().replace(file.toString(), "FILE"));
  }

  /** Decisions about the events of the file. */
  private JsonObject imported(Flow flow, String csv, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--json");
    Said said = run(flow, csv, all.toArray(String[]::new));
    assertThat(said.exitCode()).as("%s", said.err()).isZero();
    return new JsonObject(said.out()).getJsonObject("events");
  }

  /** What was said up to now was said before it. */
  private static String nextSecond() {
    Instant next = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    soon().until(() -> Instant.now().isAfter(next));
    return next.toString();
  }

  private static void awaitSent(Flow flow) {
    soon()
        .until(
            () -> {
              JsonObject shop = flow.channel("shop");
              return shop.getLong("backlog") == 0 && shop.getInteger("inFlight") == 0;
            });
  }

  private long lastStock(String sku) {
    return receiver.of(sku).stream()
        .filter(request -> request.json().getString("facet").equals("stock"))
        .reduce((first, second) -> second)
        .orElseThrow()
        .json()
        .getJsonObject("stock")
        .getLong("quantity");
  }

  private static boolean isDiscontinued(Flow flow, String sku) {
    return Flow.items(new JsonObject().put("items", flow.get("/skus/" + sku).getJsonArray("facts")))
        .stream()
        .anyMatch(fact -> fact.getString("value").equals("\"discontinued\""));
  }

  @Test
  void whatTheSourceSaidStaysAndTheRestIsFilledAndSentOnce() throws Exception {
    String csv =
        """
        sku,name,stock.BER,price,currency
        S1,Shoe,3,17.00,EUR
        S2,Boot,4,19.00,EUR
        """;
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(stock("s1", "S1", "BER", 5, 10));
      soon().until(() -> flow.decisions("S1").size() == 1);

      assertThat(imported(flow, csv)).isEqualTo(new JsonObject().put("new", 5).put("stale", 1));

      awaitSent(flow);
      assertThat(receiver.accepted()).hasSize(6);
      assertThat(lastStock("S1")).isEqualTo(10);
      assertThat(lastStock("S2")).isEqualTo(4);

      JsonObject again = new JsonObject().put("duplicate", 5).put("stale", 1);
      assertThat(imported(flow, csv)).isEqualTo(again);
      flow.restart();
      assertThat(imported(flow, csv)).isEqualTo(again);
      flow.publish(stock("s2", "S2", "BER", 0, 11));
      soon().until(() -> lastStock("S2") == 11);
      awaitSent(flow);
      assertThat(receiver.accepted()).hasSize(7);
      assertThat(flow.source("pim").getJsonArray("alarms")).isEmpty();
    }
  }

  @Test
  void datedFileReplacesWhatIsOlderAndACorrectedOneWhatWasWrong() throws Exception {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(stock("s1", "S1", "BER", 5, 10));
      soon().until(() -> flow.decisions("S1").size() == 1);
      String asOf = nextSecond();

      assertThat(imported(flow, "sku,stock.BER\nS1,3\n", "--as-of", asOf))
          .isEqualTo(new JsonObject().put("new", 1));
      assertThat(imported(flow, "sku,stock.BER\nS1,4\n", "--as-of", asOf))
          .isEqualTo(new JsonObject().put("new", 1));
      assertThat(imported(flow, "sku,stock.BER\nS1,3\n", "--as-of", "1h"))
          .isEqualTo(new JsonObject().put("stale", 1));
      flow.publish(stock("late", "S1", "BER", 4, 8));
      flow.publish(stock("s2", "S1", "BER", 6, 12));

      soon().until(() -> lastStock("S1") == 12);
      assertThat(flow.decisions("S1").subList(0, 2)).containsExactly("new", "stale");
      assertThat(receiver.of("S1").stream().map(Receiver.Request::json))
          .noneMatch(body -> body.getJsonObject("stock").getLong("quantity") == 8);
    }
  }

  @Test
  void datedFileSendsOnlyWhatIsOtherwiseAndLeavesAnnouncedPrices() throws Exception {
    String price = "{\"currency\":\"EUR\",\"sku\":\"S1\",\"amount\":17%s}";
    String announced = ",\"valid_from\":\"" + Instant.now().plusSeconds(86_400) + "\"";
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(stock("s1", "S1", "BER", 5, 10));
      flow.publish(event("p1", "product.price.changed", 1, "", price.formatted("")));
      flow.publish(event("p2", "product.price.changed", 2, "", price.formatted(".5" + announced)));
      flow.publish(
          event(
              "u1",
              "product.created",
              1,
              "",
              "{\"sku\":\"S1\",\"variant\":{\"color\":\"red\"},\"name\":\"Shoe\"}"));
      soon().until(() -> flow.decisions("S1").size() == 4);
      awaitSent(flow);
      int sent = receiver.of("S1").size();
      String asOf = nextSecond();
      String csv = "sku,name,variant.color,stock.BER,price,currency\nS1,Shoe,red,%s,%s,EUR\n";

      assertThat(imported(flow, csv.formatted("10", "17.00"), "--as-of", asOf))
          .isEqualTo(new JsonObject().put("duplicate", 3));
      awaitSent(flow);
      assertThat(receiver.of("S1")).hasSize(sent);

      assertThat(imported(flow, csv.formatted("10", "18"), "--as-of", asOf))
          .isEqualTo(new JsonObject().put("duplicate", 2).put("new", 1));
      awaitSent(flow);
      flow.restart();
      assertThat(flow.get("/skus/S1/facts").encode()).contains("17.5").doesNotContain("17.00");
    }
  }

  @Test
  void valueThatAFileConfirmedIsNotReplacedByAnOlderFileAlsoAfterARestart() throws Exception {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(stock("s1", "S1", "BER", 5, 10));
      soon().until(() -> flow.decisions("S1").size() == 1);
      String older = nextSecond();
      String newer = nextSecond();
      assertThat(imported(flow, "sku,stock.BER\nS1,10\n", "--as-of", newer))
          .isEqualTo(new JsonObject().put("duplicate", 1));

      assertThat(imported(flow, "sku,stock.BER\nS1,3\n", "--as-of", older))
          .isEqualTo(new JsonObject().put("stale", 1));
      flow.restart();
      assertThat(imported(flow, "sku,stock.BER\nS1,3\n", "--as-of", older))
          .isEqualTo(new JsonObject().put("stale", 1));
    }
  }

  @Test
  void completeFileDiscontinuesTheOthersButNotWhatCameSince() throws Exception {
    String all =
        IntStream.range(0, 40).mapToObj(i -> "S" + i + "," + i).collect(Collectors.joining("\n"));
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      imported(flow, "sku,stock\n" + all);
      flow.publish(event("u1", "product.updated", 1, "", "{\"sku\":\"OLD\",\"name\":\"Old\"}"));
      soon().until(() -> flow.decisions("OLD").size() == 1);
      String asOf = nextSecond();
      flow.publish(event("u2", "product.updated", 1, "", "{\"sku\":\"NEW\",\"name\":\"New\"}"));
      soon().until(() -> flow.decisions("NEW").size() == 1);
      String[] options = {"--complete", "--as-of", asOf};

      Said guarded = run(flow, "sku\nS0\n", options);
      assertThat(guarded.exitCode()).isEqualTo(1);
      assertThat(guarded.err())
          .contains("41 of 42 known products (98 %) are not in the file")
          .contains("--leaving-over 98");
      assertThat(guarded.out()).startsWith("read 1 line in");
      Said broken = run(flow, "sku,stock\n" + all + "\nS0,viel\n", options);
      assertThat(broken.exitCode()).isEqualTo(1);
      assertThat(broken.err()).startsWith("FILE:42: ").contains("nothing is discontinued");
      assertThat(isDiscontinued(flow, "OLD")).isFalse();

      Said done = run(flow, "sku,stock\n" + all, options);

      assertThat(done.exitCode()).as("%s", done.err()).isZero();
      assertThat(done.out()).contains("discontinued 1 of 42 known products");
      assertThat(isDiscontinued(flow, "OLD")).isTrue();
      assertThat(isDiscontinued(flow, "NEW")).isFalse();
      assertThat(run(flow, "sku,stock\n" + all, options).out())
          .contains("discontinued 0 of 41 known products");
      assertThat(flow.get("/skus?discontinued=true").getJsonArray("items")).containsExactly("OLD");

      Said stock = run(flow, "sku,stock\nOLD,3\n");
      assertThat(stock.exitCode()).isZero();
      assertThat(stock.err())
          .isEqualTo(
              "FILE:2: warning: this product is discontinued and stays so: only its content, such"
                  + " as a name, brings it back\n");
      assertThat(stock.out()).contains("1 new; 1 with a warning, see above");
      assertThat(isDiscontinued(flow, "OLD")).isTrue();
      assertThat(run(flow, "sku,name,stock\nOLD,Old,3\n", "--as-of", asOf).err()).isEmpty();
      assertThat(isDiscontinued(flow, "OLD")).isFalse();
    }
  }

  @Test
  void completeFileOfOneSourceLeavesAloneWhatAnotherHasOrWhatIsStillSpokenOf() throws Exception {
    String both = Flow.pim() + Flow.source("erp", "arrival");
    String owners = "owners: { stock: erp, product: pim }\n";
    String kept =
        IntStream.range(0, 40)
            .mapToObj(i -> "S" + i)
            .collect(Collectors.joining("\n", "sku\n", ""));
    try (Flow flow = new Flow(node, directory, both, shop(), owners)) {
      imported(
          flow,
          kept.replaceAll("(S[0-9]+)", "$1,x").replace("sku", "sku,name") + "\nOLD,x\nLIVE,x\n",
          "--source",
          "pim");
      byte[] theirs = stock("e1", "ERP", "BER", 0, 3).getBytes(StandardCharsets.UTF_8);
      flow.publish("erp", theirs, "application/cloudevents+json");
      soon().until(() -> flow.decisions("ERP").size() == 1);
      String asOf = Instant.now().minusSeconds(60).toString();
      flow.publish(
          event(
              "u1",
              "product.price.changed",
              1,
              "",
              "{\"sku\":\"LIVE\",\"amount\":\"5\",\"currency\":\"EUR\"}"));
      soon().until(() -> flow.decisions("LIVE").size() == 2);

      Said done = run(flow, kept, "--complete", "--as-of", asOf, "--source", "pim");

      assertThat(done.out()).contains("discontinued 1 of 42 known products").contains("1 stale");
      assertThat(isDiscontinued(flow, "OLD")).isTrue();
      assertThat(isDiscontinued(flow, "LIVE")).isFalse();
      assertThat(isDiscontinued(flow, "ERP")).isFalse();
      assertThat(flow.get("/skus?source=erp").getJsonArray("items")).containsExactly("ERP");
    }
  }

  @Test
  void whichSourceIsMeantIsAskedWhereThereAreTwo() throws Exception {
    String both = Flow.pim() + Flow.source("erp", "arrival");
    try (Flow flow = new Flow(node, directory, both, shop())) {
      Said asked = run(flow, "sku,stock\nS1,3\n");
      assertThat(asked.exitCode()).isEqualTo(1);
      assertThat(asked.err()).contains("which source speaks here? Name one of [pim, erp]");
      Said unknown = run(flow, "sku,stock\nS1,3\n", "--source", "wms");
      assertThat(unknown.exitCode()).isEqualTo(1);
      assertThat(unknown.err()).contains("no source 'wms'; there are: [pim, erp]");

      imported(flow, "sku,stock\nS1,3\n", "--source", "erp");

      soon().until(() -> !receiver.of("S1").isEmpty());
      assertThat(flow.get("/skus/S1").getJsonArray("facts").getJsonObject(0).getString("source"))
          .isEqualTo("erp");
      Said other = run(flow, "sku,stock\nS1,4\n", "--source", "pim");
      assertThat(other.exitCode()).isEqualTo(1);
      assertThat(other.err())
          .startsWith("FILE:2: stock: stock of this SKU comes from source 'erp'");
    }
  }
}
