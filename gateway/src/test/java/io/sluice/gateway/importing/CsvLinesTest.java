package io.sluice.gateway.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {
  private static final Instant AS_OF = Instant.parse("2026-01-31T04:00:00Z");

  private static List<ImportLine> read(byte[] file, Set<String> ignored, @Nullable Instant asOf)
      throws IOException, BrokenHeaderException {
    CsvLines.Settings settings = new CsvLines.Settings(ignored, "EUR", asOf);
    List<ImportLine> all = new ArrayList<>();
    try (CsvLines lines = CsvLines.open(new ByteArrayInputStream(file), settings)) {
      for (ImportLine line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
      }
      assertThat(lines.bytes()).isEqualTo(file.length);
    }
    return all;
  }

  private static List<ImportLine> read(String file) throws IOException, BrokenHeaderException {
    return read(file.getBytes(UTF_8), Set.of(), null);
  }

  /** Data of the events of a row, in their order. */
  private static List<JsonObject> data(ImportLine line) {
    assertThat(line.faults()).isEmpty();
    return line.events().stream()
        .map(event -> new JsonObject(new String(event.json(), UTF_8)).getJsonObject("data"))
        .toList();
  }

  private static List<String> faults(String file) throws IOException, BrokenHeaderException {
    return read(file).stream()
        .flatMap(line -> line.faults().stream().map(fault -> line.number() + ": " + fault))
        .toList();
  }

  private static List<String> headerFaults(String header) {
    CsvLines.Settings settings = new CsvLines.Settings(Set.of(), null, null);
    return catchThrowableOfType(
            BrokenHeaderException.class,
            () -> CsvLines.open(new ByteArrayInputStream(header.getBytes(UTF_8)), settings))
        .faults();
  }

  @Test
  void rowBecomesASnapshotAndAnEventForEachStockAndPrice() throws Exception {
    ImportLine line =
        read("""
            SKU;name;name.de;category;image;attr.size;variant.color;stock.default;stock.BER;price;price.uvp;cost
            A-1;Shoe;Schuh;shoes|sale;https://a/1.jpg|https://a/2.jpg;42;red;3;-1;17,00;19.99;8
            """)
            .get(0);

    assertThat(line.number()).isEqualTo(2);
    assertThat(line.sku()).isEqualTo("A-1");
    assertThat(data(line).stream().map(JsonObject::encode))
        .containsExactly(
            "{\"name\":\"Shoe\",\"categories\":[\"shoes\",\"sale\"],\"images\":["
                + "{\"url\":\"https://a/1.jpg\",\"role\":\"main\",\"position\":0},"
                + "{\"url\":\"https://a/2.jpg\",\"position\":1}],\"variant\":{\"color\":\"red\"},"
                + "\"attributes\":{\"size\":\"42\"},\"localized\":{\"de\":{\"name\":\"Schuh\"}}}",
            "{\"quantity\":3}",
            "{\"warehouse\":\"BER\",\"quantity\":-1}",
            "{\"amount\":\"17.00\",\"currency\":\"EUR\",\"cost\":\"8\"}",
            "{\"list\":\"uvp\",\"amount\":\"19.99\",\"currency\":\"EUR\"}");
  }

  @Test
  void warehouseAndListThatAreCalledDefaultAreThoseWithoutAName() throws Exception {
    ImportLine line =
        read("sku,stock.default,price.default,cost,currency.default,currency\nA,3,5,2,USD,EUR\n")
            .get(0);

    assertThat(data(line).stream().map(JsonObject::encode))
        .containsExactly(
            "{\"quantity\":3}", "{\"amount\":\"5\",\"currency\":\"USD\",\"cost\":\"2\"}");
  }

  @Test
  void skuOfDigitsStaysAsItIsWritten() throws Exception {
    List<ImportLine> lines = read("sku,stock,attr.code\n00012,3,007\n12,4,7\n1e3,5,\n");

    assertThat(lines.stream().map(ImportLine::sku)).containsExactly("00012", "12", "1e3");
    JsonObject event = new JsonObject(text(lines.get(0).events().get(0).json()));
    assertThat(event.getValue("subject")).isEqualTo("00012");
    assertThat(data(lines.get(0)).get(0).getJsonObject("attributes").getValue("code"))
        .isEqualTo("007");
  }

  @Test
  void whatIsEmptyIsNotSaid() throws Exception {
    List<ImportLine> lines = read("sku,name,brand,stock,price\nA,,,7,\nB,Shoe,,,\nC,,,,\n");

    assertThat(data(lines.get(0))).containsExactly(new JsonObject().put("quantity", 7));
    assertThat(data(lines.get(1))).containsExactly(new JsonObject().put("name", "Shoe"));
    assertThat(data(lines.get(2))).isEmpty();
    assertThat(lines.get(2).sku()).isEqualTo("C");
  }

  @Test
  void sameRowGivesTheSameEventsAndAnotherTimeOrValueOthers() throws Exception {
    byte[] file = "sku,stock\nA,7\n".getBytes(UTF_8);
    byte[] first = read(file, Set.of(), AS_OF).get(0).events().get(0).json();

    assertThat(read(file, Set.of(), AS_OF).get(0).events().get(0).json()).isEqualTo(first);
    assertThat(id(read(file, Set.of(), null)))
        .isNotEqualTo(new JsonObject(text(first)).getString("id"));
    assertThat(id(read("sku,stock\nA,8\n"))).isNotEqualTo(id(read("sku,stock\nA,7\n")));
    assertThat(new JsonObject(text(first)).getString("time")).isEqualTo(AS_OF.toString());
  }

  private static String id(List<ImportLine> lines) {
    return new JsonObject(text(lines.get(0).events().get(0).json())).getString("id");
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }

  @Test
  void rowMaySayItsOwnVersion() throws Exception {
    ImportLine line =
        read(
                "sku,stock,sequence,time\nA,7,12,2026-01-05T10:00:00Z\n".getBytes(UTF_8),
                Set.of(),
                AS_OF)
            .get(0);

    JsonObject event = new JsonObject(text(line.events().get(0).json()));
    assertThat(event.getString("sequence")).isEqualTo("12");
    assertThat(event.getString("time")).isEqualTo("2026-01-05T10:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void separatorIsThatOfTheFirstLine(String separator) throws Exception {
    String file = "\ufeffsku;name;stock\r\n\r\nA;\"Shoe \"\"x\"\"; two\nlines\";7\r\n";
    List<ImportLine> lines = read(file.replace(";", separator));

    assertThat(data(lines.get(0)).get(0).getString("name"))
        .isEqualTo("Shoe \"x\"" + separator + " two\nlines");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\r\n", "\n", "\n\r"})
  void lineEndsWithWhateverTheProgramWrites(String end) throws Exception {
    List<String> rows = new ArrayList<>(List.of("sku,name,stock"));
    IntStream.range(0, 20_000).forEach(i -> rows.add("A" + i + ",\"two" + end + "lines\"," + i));

    List<ImportLine> lines = read(String.join(end, rows));

    assertThat(lines).hasSize(20_000).allMatch(line -> line.faults().isEmpty());
    assertThat(data(lines.get(19_999)).get(1).getLong("quantity")).isEqualTo(19_999);
    assertThat(lines.get(1).number() - lines.get(0).number()).isGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "17 | 17",
        "17.5 | 17.5",
        "17,50 | 17.50",
        "0.1234 | 0.1234",
        "1234567.00 | 1234567.00",
      })
  void amountsAreReadWithPointAndComma(String cell, String amount) throws Exception {
    assertThat(data(read("sku;price\nA;" + cell + "\n").get(0)).get(0).getString("amount"))
        .isEqualTo(amount);
  }

  @Test
  void threeDigitsBehindASeparatorAreThousandsOrNot() throws Exception {
    assertThat(faults("sku;price\nA;1.234\nB;1,234\nC;1.234,50\nD;-1\nE;12 EUR\n"))
        .hasSize(5)
        .contains("2: price: '1.234' can be read in two ways; write 1234, or 1.2340")
        .last()
        .isEqualTo(
            "6: price: '12 EUR' is no amount; write digits with one point or comma, such as 1299.95");
    assertThat(data(read("sku;price;currency\nA;1.234;KWD\n").get(0)).get(0).getString("amount"))
        .isEqualTo("1.234");
  }

  @Test
  void stockIsWhole() throws Exception {
    assertThat(data(read("sku,stock\nA,12.0\n").get(0)).get(0).getLong("quantity")).isEqualTo(12);
    assertThat(faults("sku;stock.BER\nA;1.000\nB;1.5\nC;viel\n"))
        .hasSize(3)
        .first()
        .isEqualTo(
            "2: stock.BER: '1.000' is no stock; write a whole number without separators, such as 1200");
  }

  @Test
  void everyBrokenLineIsNamedAndTheOthersAreRead() throws Exception {
    String file =
        """
        sku,name,gtin,stock,price,currency
        A,Shoe,123,1,9,EUR
        ,Shoe,,1,9,EUR
        B,Shoe,,1,9
        C,Shoe,,1,9,EURO
        D,Shoe,,1,9,EUR
        D,Shoe,,2,9,EUR
        """;
    assertThat(faults(file))
        .containsExactly(
            "2: gtin: \"123\" is no GTIN; write 8, 12, 13 or 14 digits, or null",
            "3: sku: is empty; every row is about one product",
            "4: has 5 columns instead of 6; put a value that holds the separator in double quotes",
            "5: price: \"EURO\" is no currency; write an ISO 4217 code, such as EUR",
            "7: sku 'D' stands on an earlier line already; write one row a product, stocks and prices"
                + " of several warehouses and lists as columns stock.NAME and price.NAME");
    // What is right about a row counts all the same.
    assertThat(read(file).stream().map(line -> line.events().size()))
        .containsExactly(2, 0, 0, 2, 3, 0);
  }

  @Test
  void quoteThatIsNeverClosedCostsItsRowAlone() throws Exception {
    String rest =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "S" + i + ",plain " + i)
            .collect(Collectors.joining("\n"));
    List<ImportLine> lines = read("sku,name\nA,\"open\n" + rest + "\nB,\"open too\n");

    assertThat(lines).hasSize(5_002);
    assertThat(lines.stream().filter(line -> !line.faults().isEmpty()).map(ImportLine::number))
        .containsExactly(2L, 5_003L);
    assertThat(lines.get(0).faults().get(0)).startsWith("a quote is never closed; write a quote");
  }

  @Test
  void quoteInTheMiddleIsAQuoteAndBehindAClosingOneAFault() throws Exception {
    List<ImportLine> lines = read("sku,name\nA,5\" pipe\nB,\"5\" pipe\nC,\"x\"\n");

    assertThat(data(lines.get(0)).get(0).getString("name")).isEqualTo("5\" pipe");
    assertThat(lines.get(1).faults().get(0)).startsWith("something follows the closing quote");
    assertThat(data(lines.get(2)).get(0).getString("name")).isEqualTo("x");
  }

  @Test
  void otherEncodingAndEndlessLinesAreNamed() throws Exception {
    byte[] latin = "sku,name\nA,Müller\nB,plain\n".getBytes(ISO_8859_1);
    assertThat(read(latin, Set.of(), null).get(0).faults())
        .containsExactly("the line is not UTF-8; save the file as UTF-8");
    String endless = "sku,name\nA," + "x".repeat(2 << 20) + "\nB,plain\n";
    List<ImportLine> lines = read(endless);
    assertThat(lines.get(0).faults().get(0)).contains("more than 1 MiB");
    assertThat(lines.get(1).sku()).isEqualTo("B");
  }

  @Test
  void everythingThatIsWrongWithTheHeaderIsToldAtOnce() {
    assertThat(headerFaults("sku,nmae,nam.de,price,cost.uvp,stock,STOCK,colour,\n"))
        .containsExactly(
            "unknown column 'nmae'; did you mean 'name'? call it attr.nmae to keep it as an"
                + " attribute, or leave it out with --ignore 'nmae'",
            "unknown column 'nam.de'; did you mean 'name.de'? call it attr.nam.de to keep it as an"
                + " attribute, or leave it out with --ignore 'nam.de'",
            "column 'STOCK' stands twice, as column 6 and 7",
            "unknown column 'colour'; call it attr.colour to keep it as an attribute, or leave it out"
                + " with --ignore 'colour'",
            "column 9 has no name; name it, or is the first line missing?",
            "column 'price' has no currency; add a column currency, or say --currency EUR",
            "column 'cost.uvp' belongs to a column price.uvp, and there is none");
    assertThat(
            headerFaults("sku,stock.BER,price.default,stock,price,cost.default,currency.default\n"))
        .containsExactly(
            "columns 'price.default' and 'price' are the same, as column 3 and 5; leave one out with"
                + " --ignore 'price'",
            "columns 'stock' and 'stock.BER' would be added up; if the first is the sum leave it out"
                + " with --ignore 'stock', else name its warehouse: stock.NAME");
    assertThat(headerFaults("sku,stock,stock.default,STOCK.default\n"))
        .containsExactly(
            "columns 'stock' and 'stock.default' are the same, as column 2 and 3; leave one out with"
                + " --ignore 'stock.default'",
            "columns 'stock' and 'STOCK.default' are the same, as column 2 and 4; leave one out with"
                + " --ignore 'STOCK.default'");
    assertThat(headerFaults("name\n").get(0)).startsWith("there is no column sku; the first line");
    assertThat(headerFaults("")).hasSize(1).first().asString().startsWith("the file is empty");
  }

  @Test
  void ignoredColumnsAreLeftOut() throws Exception {
    byte[] file = "sku,internal,stock\nA,x,7\n".getBytes(UTF_8);

    assertThat(data(read(file, Set.of("internal"), null).get(0))).hasSize(1);
    assertThat(
            catchThrowableOfType(
                    BrokenHeaderException.class, () -> read(file, Set.of("internal", "nope"), null))
                .faults())
        .containsExactly("there is no column 'nope' to ignore");
  }
}
