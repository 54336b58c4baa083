package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.rehearsal.RuleTests;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The merchant's own tests: what they find, and what is wrong with them themselves. */
class RuleTestsTest {
  private static final String SHOP =
      RulesConfigTest.TOP
          + """
          channels:
            shop:
              adapter: http
              url: http://127.0.0.1:9090
              backlog: { keep: latest_per_sku }
              only_if: brand != "NoName"
              stock: { keep_back: 2 }
              price: { list: retail, markup: 10% }
              fields: { title: "{brand} {name}", tags: attr.tags, photos: images }
          """;

  @TempDir Path directory;

  private List<RuleTests.Result> results(String tests) {
    return new ConfigFiles(directory)
        .channels(SHOP + "tests:\n" + tests.indent(2))
        .configuration()
        .rehearse(Instant.EPOCH);
  }

  private static List<String> differences(RuleTests.Result result) {
    return result.differences().stream()
        .map(each -> each.name() + ": expected " + each.expected() + ", is " + each.actual())
        .toList();
  }

  @Test
  void whatIsAsExpectedPasses() {
    List<RuleTests.Result> results =
        results(
            """
            - name: all of it
              given:
                sku: A
                brand: Acme
                name: Runner
                stock: { BER: 3, HAM: 4 }
                price: { retail: { amount: 10.00, cost: 4.00 } }
                attr: { tags: [red, warm] }
                images: [ "https://h/1.png", { url: "https://h/0.png", position: 0 } ]
              expect:
                shop:
                  sku: A
                  stock: 5
                  price: 11
                  currency: EUR
                  title: Acme Runner
                  tags: [red, warm]
                  photos: [ "https://h/0.png", "https://h/1.png" ]
            - name: another brand, and the same otherwise
              like: all of it
              given: { brand: NoName, stock: { HAM: 0 } }
              expect: { shop: { not_listed: yes } }
            - name: listed before
              like: another brand, and the same otherwise
              given: { listed: yes }
              expect: { shop: { stock: 0 } }
            - name: nothing is known of it
              given: { stock: { BER: 3 } }
              expect: { shop: { held: incomplete } }
            - name: bundle
              given: { brand: Acme, components: { SOCKS: 2 } }
              expect: { shop: { held: incomplete } }
            """);

    assertThat(results).hasSize(5);
    assertThat(results).allSatisfy(each -> assertThat(differences(each)).isEmpty());
  }

  @Test
  void whatIsOtherwiseIsToldWithItsReasonAndItsSteps() {
    RuleTests.Result result =
        results(
                """
                - name: wrong
                  given: { brand: Acme, stock: { BER: 3 }, price: { retail: 10.00 } }
                  expect:
                    shop: { stock: 3, price: 12.00, tags: [red], held: margin, not_listed: yes }
                - name: excluded
                  given: { brand: NoName, stock: { BER: 3 } }
                  expect: { shop: { stock: 1 } }
                """)
            .get(0);

    assertThat(result.passed()).isFalse();
    assertThat(result.test().place()).endsWith(":23");
    assertThat(differences(result))
        .containsExactly(
            "held: expected margin, is nothing is held",
            "not_listed: expected yes, is it is listed",
            "stock: expected 3, is 1",
            "price: expected 12.00, is 11.00",
            "tags: expected [red], is nothing");
    assertThat(result.differences().get(3).steps()).isEqualTo("10.00 -> +10 % 11.00");
  }

  @Test
  void testsMayLieInFilesOfTheirOwn() {
    ConfigFiles files = new ConfigFiles(directory).channels(SHOP);
    files.write(
        "stock_test.yaml",
        """
        version: 1
        tests:
          - name: two are kept back
            given: { brand: Acme, stock: { BER: 3 } }
            expect: { shop: { stock: 1 } }
        """);

    assertThat(files.configuration().rehearse(Instant.EPOCH))
        .singleElement()
        .satisfies(result -> assertThat(result.passed()).isTrue())
        .satisfies(result -> assertThat(result.test().place()).startsWith("stock_test.yaml:"));
  }

  @Test
  void mistakesInATestAreReportedAtTheirPlace() {
    String tests =
        """
        tests:
          - name: a
            giver: {}
            expect: { shp: { stock: 1 } }
          - name: a
            like: b
            at: tomorrow
            given: { attr: { colour: red }, price: { retial: 1.00 }, stock: { BER: many } }
            expect: { shop: { titel: x, held: incomplet } }
          - stock
        """;

    assertThat(new ConfigFiles(directory).channels(SHOP + tests).problems())
        .filteredOn(Problem::isError)
        .extracting(problem -> problem.message() + " | " + problem.hint())
        .satisfiesExactly(
            first -> assertThat(first).contains("'giver'", "'given'"),
            second -> assertThat(second).contains("no channel 'shp'", "'shop'"),
            third -> assertThat(third).contains("there is a test 'a' already"),
            fourth -> assertThat(fourth).contains("there is no earlier test 'b'"),
            fifth -> assertThat(fifth).contains("must be a date"),
            sixth -> assertThat(sixth).contains("no attribute 'colour'", "'color'"),
            seventh -> assertThat(seventh).contains("no list 'retial'", "'retail'"),
            eighth -> assertThat(eighth).contains("must be a whole number"),
            ninth -> assertThat(ninth).contains("'titel'", "'title'"),
            tenth -> assertThat(tenth).contains("cannot be 'incomplet'", "'incomplete'"),
            last -> assertThat(last).contains("must be a map"));
  }
}
