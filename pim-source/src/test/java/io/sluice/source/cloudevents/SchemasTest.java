package io.sluice.source.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.source.Decoded;
import io.sluice.source.RawMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoder and the schemas that PIM teams validate against say the same. */
class SchemasTest {
  private static final Path EVENTS =
      Path.of(Objects.requireNonNull(System.getProperty("sluice.root")), "config", "events");

  private enum Verdict {
    GOOD,
    BAD,
    /** Bad for the decoder; no draft-07 schema can say so. */
    BAD_BEYOND_SCHEMA
  }

  private record Row(String type, Verdict verdict, String data) {}

  static Stream<Row> rows() {
    return Stream.of(stock(), price(), product("product.created"), product("product.updated"))
        .flatMap(rows -> rows);
  }

  private static Stream<Row> stock() {
    return rows(
        "product.stock.changed",
        """
        GOOD {"sku":"A","quantity":7}
        GOOD {"sku":"A","quantity":-3,"warehouse":"BER"}
        GOOD {"sku":"A","quantity":42.0,"warehouse":null}
        GOOD {"sku":"A","quantity":0,"shelf":{"row":[1,2]}}
        GOOD {"sku":"../<b>\\"👟","quantity":9223372036854775807}
        BAD {"sku":"A"}
        BAD {"sku":"A","quantity":null}
        BAD {"sku":"A","quantity":1.5}
        BAD {"sku":"A","quantity":"7"}
        BAD {"sku":"A","quantity":true}
        BAD {"sku":"A","quantity":9223372036854775808}
        BAD {"sku":7,"quantity":1}
        BAD {"sku":"","quantity":1}
        BAD {"sku":"a\\r\\nb","quantity":1}
        BAD {"sku":"a\\u0085","quantity":1}
        BAD {"sku":"A","quantity":1,"warehouse":" "}
        BAD {"sku":"A","quantity":1,"warehouse":7}
        BAD []
        BAD_BEYOND_SCHEMA {"quantity":1}
        BAD_BEYOND_SCHEMA {"sku":"\\ud800","quantity":1}
        BAD_BEYOND_SCHEMA {"sku":"A","quantity":1,"x":1e401}
        """);
  }

  private static Stream<Row> price() {
    return rows(
        "product.price.changed",
        """
        GOOD {"sku":"A","amount":null}
        GOOD {"sku":"A","amount":"17.00","currency":"EUR"}
        GOOD {"sku":"A","amount":17.5,"currency":"USD","list":"outlet","cost":"9","compare_at":20}
        GOOD {"sku":"A","amount":"999999999999.999999","currency":"EUR"}
        GOOD {"sku":"A","amount":0,"currency":"JPY","cost":null,"compare_at":null}
        GOOD {"sku":"A","amount":1,"currency":"EUR","valid_from":"2026-01-01T00:00:00Z"}
        GOOD {"sku":"A","amount":1,"currency":"EUR","valid_until":"2026-01-01T00:00:00.5+01:00"}
        GOOD {"sku":"A","amount":null,"currency":null,"valid_from":null,"list":null}
        BAD {"sku":"A","currency":"EUR"}
        BAD {"sku":"A","amount":1}
        BAD {"sku":"A","amount":1,"currency":null}
        BAD {"sku":"A","amount":-1,"currency":"EUR"}
        BAD {"sku":"A","amount":"-1","currency":"EUR"}
        BAD {"sku":"A","amount":"12,50","currency":"EUR"}
        BAD {"sku":"A","amount":"1e3","currency":"EUR"}
        BAD {"sku":"A","amount":"","currency":"EUR"}
        BAD {"sku":"A","amount":1e18,"currency":"EUR"}
        BAD {"sku":"A","amount":"1234567890123456789","currency":"EUR"}
        BAD {"sku":"A","amount":"0.0000001","currency":"EUR"}
        BAD {"sku":"A","amount":true,"currency":"EUR"}
        BAD {"sku":"A","amount":1,"currency":"eur"}
        BAD {"sku":"A","amount":1,"currency":978}
        BAD {"sku":"A","amount":null,"cost":"x"}
        BAD {"sku":"A","amount":null,"compare_at":-0.01}
        BAD {"sku":"A","amount":null,"valid_from":"2026-01-01"}
        BAD {"sku":"A","amount":null,"valid_from":"2026-02-30T00:00:00Z"}
        BAD {"sku":"A","amount":null,"valid_until":7}
        BAD {"sku":"A","amount":null,"list":""}
        BAD_BEYOND_SCHEMA {"sku":"A","amount":0.0000001,"currency":"EUR"}
        BAD_BEYOND_SCHEMA {"sku":"A","amount":"1234567890123.123456","currency":"EUR"}
        BAD_BEYOND_SCHEMA {"sku":"A","amount":1,"currency":"XXX"}
        BAD_BEYOND_SCHEMA {"sku":"A","amount":null,"valid_from":"2026-01-02T00:00:00Z",\
        "valid_until":"2026-01-02T00:00:00Z"}
        """);
  }

  private static Stream<Row> product(String type) {
    return rows(
        type,
        """
        GOOD {"sku":"A"}
        GOOD {"sku":"A","name":"Runner","description":null,"brand":"Acme","tax_class":"standard"}
        GOOD {"sku":"A","categories":["shoes","sport"],"gtin":"4006381333931","parent":"P"}
        GOOD {"sku":"A","variant":{"size":42,"color":"red","wide":true,"x":null}}
        GOOD {"sku":"A","images":[{"url":"u","role":"main","position":0},{"url":"v"}]}
        GOOD {"sku":"A","components":[{"sku":"B","quantity":2.0}],"attributes":{"a":[{}]}}
        GOOD {"sku":"A","localized":{"de":{"name":"Läufer"}},"season":{"any":[1]}}
        GOOD {"sku":"A","images":[],"categories":[],"components":null,"gtin":null,"variant":{}}
        BAD {"sku":"A","name":7}
        BAD {"sku":"A","description":["x"]}
        BAD {"sku":"A","brand":false}
        BAD {"sku":"A","tax_class":19}
        BAD {"sku":"A","parent":""}
        BAD {"sku":"A","gtin":4006381333931}
        BAD {"sku":"A","gtin":"12345"}
        BAD {"sku":"A","gtin":""}
        BAD {"sku":"A","categories":"shoes"}
        BAD {"sku":"A","categories":[null]}
        BAD {"sku":"A","variant":["red"]}
        BAD {"sku":"A","variant":{"color":{}}}
        BAD {"sku":"A","images":{"url":"u"}}
        BAD {"sku":"A","images":["u"]}
        BAD {"sku":"A","images":[{"role":"main"}]}
        BAD {"sku":"A","images":[{"url":null}]}
        BAD {"sku":"A","images":[{"url":"u","position":-1}]}
        BAD {"sku":"A","images":[{"url":"u","position":1.5}]}
        BAD {"sku":"A","components":[{"sku":"B"}]}
        BAD {"sku":"A","components":[{"sku":null,"quantity":1}]}
        BAD {"sku":"A","components":[{"sku":"B","quantity":0}]}
        BAD {"sku":"A","attributes":[]}
        BAD {"sku":"A","localized":["de"]}
        BAD {"sku":"A","localized":{"de":"Schuh"}}
        BAD_BEYOND_SCHEMA {"name":"Runner"}
        """);
  }

  private static Stream<Row> rows(String type, String table) {
    return table
        .lines()
        .map(
            line -> {
              int space = line.indexOf(' ');
              return new Row(
                  type, Verdict.valueOf(line.substring(0, space)), line.substring(space + 1));
            });
  }

  @ParameterizedTest
  @MethodSource("rows")
  void decoderAndSchemaAgree(Row row) {
    boolean decoded =
        new CloudEventsDecoder().decode(Decoding.event(row.type(), row.data()))
            instanceof Decoded.Event;
    List<Error> errors = errors(row.type(), row.data());

    assertThat(decoded).as("decoder").isEqualTo(row.verdict() == Verdict.GOOD);
    assertThat(errors.isEmpty()).as("schema: " + errors).isEqualTo(row.verdict() != Verdict.BAD);
  }

  @Test
  void bothEventsOfAProductHaveTheSameContent() {
    assertThat(schemaText("product.created").replace("product.created", "product.updated"))
        .isEqualTo(schemaText("product.updated"));
  }

  @Test
  void everyExampleInTheReadmeIsAValidEvent() throws IOException {
    Matcher examples =
        Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(EVENTS.resolve("README.md")));
    int count = 0;
    while (examples.find()) {
      count++;
      RawMessage message = Decoding.structured(examples.group(1));
      assertThat(errors(Decoding.decoded(message).type(), data(message))).isEmpty();
    }
    assertThat(count).isEqualTo(EventType.values().length);
  }

  @Test
  void everyTypeHasItsSchema() {
    for (EventType type : EventType.values()) {
      assertThat(EVENTS.resolve(type + ".schema.json")).exists();
    }
  }

  private static String data(RawMessage message) {
    String json = new String(message.body(), StandardCharsets.UTF_8).strip();
    return json.substring(json.indexOf("\"data\": ") + 8, json.length() - 1);
  }

  private static List<Error> errors(String type, String data) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(schemaText(type), InputFormat.JSON);
    return schema.validate(
        data,
        InputFormat.JSON,
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private static String schemaText(String type) {
    try {
      return Files.readString(EVENTS.resolve(type + ".schema.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
