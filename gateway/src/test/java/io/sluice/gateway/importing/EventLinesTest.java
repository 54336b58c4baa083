package io.sluice.gateway.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventLinesTest {
  private static String stock(String sku, String quantity) {
    return """
        {"specversion":"1.0","id":"%s","source":"/t","type":"product.stock.changed","data":{"sku":"%s","quantity":%s}}\
        """
        .formatted(sku, sku, quantity);
  }

  private static List<ImportLine> read(String file) throws IOException {
    return read(file, null);
  }

  private static List<ImportLine> read(String file, @Nullable Instant asOf) throws IOException {
    List<ImportLine> all = new ArrayList<>();
    try (EventLines lines = new EventLines(new ByteArrayInputStream(file.getBytes(UTF_8)), asOf)) {
      for (ImportLine line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
      }
    }
    return all;
  }

  @Test
  void brokenLineCostsItselfAlone() throws Exception {
    List<ImportLine> lines =
        read(
            "\ufeff"
                + String.join(
                    "\r\n", stock("A", "1"), "", "{\"id\":", stock("B", "1.5"), stock("C", "2")));

    assertThat(lines.stream().map(ImportLine::number)).containsExactly(1L, 3L, 4L, 5L);
    assertThat(lines.get(0).events().get(0).sku()).isEqualTo("A");
    assertThat(new String(lines.get(0).events().get(0).json(), UTF_8)).isEqualTo(stock("A", "1"));
    assertThat(lines.get(1).events()).isEmpty();
    assertThat(lines.get(2).faults())
        .containsExactly("/data/quantity: 1.5 is no whole number; fractions are not allowed");
    assertThat(lines.get(3).sku()).isEqualTo("C");
  }

  @Test
  void eventWithoutATimeHasThatOfTheFileAndStaysAsItIsOtherwise() throws Exception {
    Instant asOf = Instant.parse("2026-01-31T04:00:00Z");
    String none = stock("A", "1");
    String own = none.replace("\"id\"", "\"time\":\"2026-01-05T10:00:00Z\",\"id\"");
    String nothing =
        none.replace("\"id\"", "\"time\" : null ,\"id\"").replace("{\"sku", "{\"time\":null,\"sku");
    String time = "\"2026-01-31T04:00:00Z\"";

    List<String> read =
        read(String.join("\n", " " + none, own, nothing), asOf).stream()
            .map(line -> new String(line.events().get(0).json(), UTF_8))
            .toList();

    assertThat(read)
        .containsExactly(
            " {\"time\":" + time + "," + none.substring(1),
            own,
            nothing.replaceFirst("null", time));
    assertThat(read(read.get(0)).get(0).faults()).isEmpty();
    assertThat(read(read.get(2)).get(0).faults()).isEmpty();
  }

  @Test
  void arrayIsPointedOut() throws Exception {
    assertThat(read("[" + stock("A", "1") + "]").get(0).faults().get(0))
        .endsWith("a file to import has one event a line and no array");
  }
}
