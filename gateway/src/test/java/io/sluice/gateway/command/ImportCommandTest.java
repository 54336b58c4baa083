package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.Views;
import io.sluice.gateway.operations.OperationException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest extends CliTest {
  @TempDir private Path directory;

  private String file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static String skus(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "S" + i + "," + i)
        .collect(Collectors.joining("\n", "sku,stock\n", "\n"));
  }

  private void known(int count) {
    for (int i = 0; i < count; i++) {
      operations.facts.put("S" + i, Views.facts("S" + i));
    }
  }

  private List<String> discontinued() {
    return operations.intake.events.stream()
        .filter(event -> event.getString("type").equals("product.discontinued"))
        .map(event -> event.getString("subject"))
        .toList();
  }

  @Test
  void rowsGoAsImportedEventsOfTheSource() throws Exception {
    String file = file("stock.csv", skus(0, 3_000));

    Cli.Result result = cli.run("import", file, "--source", "pim");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("imported 3000 lines in 0 s: 3000 new\n");
    assertThat(operations.intake.events).hasSize(3_000);
    assertThat(operations.intake.batches).allMatch(size -> size <= 500).hasSizeLessThan(12);
    assertThat(operations.calls)
        .containsOnly("take application/cloudevents-batch+json imported for pim");
  }

  @Test
  void importingAgainTakesNothingTwice() throws Exception {
    String file = file("stock.csv", skus(0, 700));
    cli.run("import", file);

    assertThat(cli.run("import", file).out())
        .isEqualTo("imported 700 lines in 0 s: 700 duplicate\n");
  }

  @Test
  void everyBrokenLineIsToldWithItsPlace() throws Exception {
    String file = file("products.csv", "sku,stock,gtin\nA,1,\nB,viel,\nC,3,12\u001b\n");

    Cli.Result result = cli.run("import", file);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines())
        .containsExactly(
            file
                + ":3: stock: 'viel' is no stock; write a whole number without separators, such as 1200",
            file + ":4: gtin: \"12\ufffd\" is no GTIN; write 8, 12, 13 or 14 digits, or null");
    assertThat(result.out()).isEqualTo("imported 3 lines in 0 s: 2 new; 2 broken, see above\n");
  }

  @Test
  void whatOnlyTheGatewayFindsIsToldWithItsPlaceToo() {
    cli.input =
        """
        {"specversion":"1.0","id":"1","source":"/t","type":"product.discontinued","subject":"A","data":{}}
        {"specversion":"1.0","id":"2","source":"/t","type":"product.discontinued","data":{"sku":"B"}}
        """;

    Cli.Result result = cli.run("import", "-", "--format", "ndjson");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("standard input:2: /subject: subject is missing\n");
    assertThat(operations.intake.ids).containsExactly("1");
  }

  @Test
  void brokenHeaderIsToldAtOnce() throws Exception {
    String file = file("products.csv", "sku,nmae,price\nA,x,1\n");

    Cli.Result result = cli.run("import", file);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines()).hasSize(2).allMatch(line -> line.startsWith(file + ":1: "));
    assertThat(operations.calls).isEmpty();
  }

  @Test
  void dryRunAsksNoGateway() throws Exception {
    String file = file("products.csv", "sku,stock\nA,1\nB,x\n");
    cli.env.put("SLUICE_URL", "http://127.0.0.1:1");

    Cli.Result result = cli.run("import", file, "--dry-run");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEqualTo("read 2 lines in 0 s; 1 broken, see above\n");
  }

  @Test
  void completeDiscontinuesWhatIsNotInTheFile() throws Exception {
    known(20);
    operations.discontinued.add("S19");
    String file = file("all.csv", skus(1, 19));

    Cli.Result result = cli.run("import", file, "--complete", "--as-of", "2h");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo("imported 18 lines in 0 s: 19 new\ndiscontinued 1 of 19 known products\n");
    assertThat(discontinued()).containsExactly("S0");
    assertThat(operations.intake.events)
        .allMatch(
            event ->
                event
                    .getString("time")
                    .equals(Views.NOW.minusSeconds(7_200).minusMillis(1).toString()));
  }

  @Test
  void fileIsOlderThanAllThatIsSaidInTheSecondOfItsTime() throws Exception {
    cli.run("import", file("a.csv", skus(0, 1)), "--as-of", "2024-05-01T10:00:00.7Z");

    assertThat(operations.intake.events.get(0).getString("time"))
        .isEqualTo("2024-05-01T09:59:59.999Z");
  }

  @Test
  void nothingIsDiscontinuedWhenMoreWouldLeaveThanExpected() throws Exception {
    known(1_200);
    String file = file("all.csv", skus(0, 1_000));
    String[] arguments = {"import", file, "--complete", "--as-of", "2h", "--json"};

    Cli.Result result = cli.run(arguments);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "sluice: nothing is taken or discontinued: 200 of 1200 known products (17 %) are not in the file,"
                + " and more than 10 % may not leave at once. Is the file whole? Then add"
                + " --leaving-over 17\n");
    assertThat(operations.intake.events).isEmpty();
    JsonObject report = new JsonObject(result.out());
    assertThat(report.getInteger("lines")).isEqualTo(1_000);
    assertThat(report.getJsonObject("events")).isEmpty();
    assertThat(report.getJsonObject("complete").getInteger("leaving")).isEqualTo(200);

    assertThat(cli.run(arguments).err()).as("again").isEqualTo(result.err());

    assertThat(
            cli.run("import", file, "--complete", "--as-of", "2h", "--leaving-over", "17")
                .exitCode())
        .isZero();
    assertThat(discontinued()).hasSize(200);
    assertThat(operations.calls).contains("skus false of pim");
  }

  @Test
  void whatTheFileBringsDoesNotLetMoreLeaveTheNextTime() throws Exception {
    known(100);
    String[] arguments = {
      "import", file("all.csv", skus(50, 2_000)), "--complete", "--as-of", "2h"
    };
    String first = cli.run(arguments).err();
    assertThat(first).contains("50 of 100 known products (50 %)");
    for (JsonObject event : operations.intake.events) {
      String sku = event.getString("subject");
      operations.facts.put(sku, Views.facts(sku));
    }

    assertThat(cli.run(arguments).err()).isEqualTo(first);
    assertThat(discontinued()).isEmpty();
  }

  @Test
  void whoseProductsMayLeaveIsAskedWhereItIsNotClear() throws Exception {
    operations.sources.clear();
    String[] arguments = {"import", file("all.csv", skus(0, 1)), "--complete", "--as-of", "2h"};

    Cli.Result result = cli.run(arguments);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("which source speaks here? Name one with --source: []");
  }

  @Test
  void nothingIsDiscontinuedAfterABrokenLine() throws Exception {
    known(20);
    String file = file("all.csv", skus(1, 20) + "S0,viel\n");

    Cli.Result result = cli.run("import", file, "--complete", "--as-of", "2h");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("nothing is discontinued, because lines of the file are broken");
    assertThat(discontinued()).isEmpty();
    assertThat(operations.intake.events).hasSize(19);
  }

  @Test
  void completeFileMayConsistOfSkusAlone() throws Exception {
    known(20);
    String file = file("all.csv", skus(0, 19).replaceAll(",.*", ""));

    assertThat(cli.run("import", file).exitCode()).isEqualTo(2);
    assertThat(cli.run("import", file, "--complete", "--as-of", "2h").exitCode()).isZero();
    assertThat(discontinued()).containsExactly("S19");
  }

  @Test
  void gatewayThatTakesNothingIsWaitedForUpToALimit() throws Exception {
    operations.failure =
        new OperationException(OperationException.Kind.UNAVAILABLE, "the disk is full");
    String file = file("stock.csv", skus(0, 10));

    Cli.Result result = cli.run("import", file, "--wait-at-most", "0s");

    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err())
        .contains("the disk is full")
        .contains("stopped after 10 lines; import the file again, nothing is taken twice");
  }

  @Test
  void whatIsToBeMindedOfALineIsToldWithItsPlaceUpToABound() throws Exception {
    for (int i = 0; i < 30; i++) {
      operations.intake.discontinued.add("S" + i);
    }
    String rows =
        skus(0, 40).replace("stock", "stock,price,currency").replaceAll("(S.*)", "$1,1,EUR");
    String file = file("stock.csv", rows);

    Cli.Result result = cli.run("import", file);

    assertThat(result.exitCode()).isZero();
    assertThat(result.err().lines()).hasSize(20).contains(file + ":2: warning: mind this");
    assertThat(result.out())
        .contains("80 new; 30 with a warning, the first 20 see above, more with --json");
    JsonObject report =
        new JsonObject(cli.run("import", file("x.csv", rows), "--json", "--as-of", "1h").out());
    assertThat(report.getInteger("warned")).isEqualTo(30);
    assertThat(report.getJsonArray("warnings")).hasSize(30);
  }

  @Test
  void productThatACompleteFileOnlyNamesStaysDiscontinuedAndThatIsTold() throws Exception {
    known(20);
    operations.discontinued.add("S19");
    String file = file("all.csv", skus(0, 20).replaceAll(",.*", ""));

    Cli.Result result = cli.run("import", file, "--complete", "--as-of", "2h");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .isEqualTo(
            file
                + ":21: warning: this product is discontinued and stays so: the line has nothing to"
                + " bring it back\n");
    assertThat(result.out()).contains("1 with a warning, see above");
  }

  @Test
  void batchThatIsPutOffIsSentAgain() throws Exception {
    operations.putOff.set(1);
    String file = file("stock.csv", skus(0, 10));

    Cli.Result result = cli.run("import", file);

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEqualTo("sluice: waiting: not now\n");
    assertThat(operations.intake.events).hasSize(10);
  }

  @Test
  void nobodyThereIsToldAtOnce() throws Exception {
    cli.env.put("SLUICE_URL", "http://127.0.0.1:1");

    Cli.Result result = cli.run("import", file("stock.csv", skus(0, 10)));

    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("is sluice running?");
  }

  @Test
  void wrongUsageSaysWhatToAdd() throws Exception {
    String csv = file("all.csv", skus(0, 1));
    String other = file("all.txt", skus(0, 1));

    assertThat(cli.run("import", csv, "--complete").err())
        .contains("--complete needs --as-of TIME");
    assertThat(cli.run("import", "-", "--format", "csv", "--complete", "--as-of", "2h").err())
        .contains("--complete reads the file twice");
    assertThat(cli.run("import", other).err()).contains("Say --format csv or --format ndjson");
    assertThat(cli.run("import", csv, "--as-of", "2999-01-01T00:00:00Z").err())
        .contains("is in the future");
    assertThat(cli.run("import", csv, "--as-of", "today").err()).contains("neither a time like");
    assertThat(cli.run("import", csv, "--leaving-over", "101").err()).contains("from 0 to 100");
    assertThat(cli.run("import", "/nowhere.csv").exitCode()).isEqualTo(2);
    assertThat(operations.calls).isEmpty();
  }
}
