package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels of the real adapters that are told of prices ahead. */
class SchedulesConfigTest {
  @TempDir Path directory;

  private List<Problem> problems(String top, String channel) {
    new ConfigFiles(directory)
        .channels(
            top
                + """
                channels:
                  shop:
                    adapter: http
                    url: http://127.0.0.1:9090
                    schedules: yes
                """
                + channel.indent(4));
    return ConfigReader.read(directory, Environment.of(Map.of())).problems();
  }

  private static String lists(String zone) {
    return "version: 1\n"
        + zone
        + "catalog: { price_lists: { retail: { currency: EUR }, outlet: { currency: EUR } } }\n";
  }

  @Test
  void needAPriceList() {
    String latest = "backlog: { keep: latest_per_sku }\n";

    assertThat(problems(lists(""), latest + "price: { list: retail }")).isEmpty();
    assertThat(problems(lists(""), latest + "stock: { keep_back: 1 }"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message())
                  .isEqualTo(
                      "'schedules' in channels.shop needs to know which price list the channel"
                          + " shows");
              assertThat(problem.hint()).isEqualTo("write price: { list: ... }, or take it out");
              assertThat(problem.line()).isEqualTo(7);
            });
  }

  @Test
  void areRefusedWhereTheyDoNothing() {
    assertThat(problems(lists(""), "backlog: { keep: every_change }"))
        .extracting(Problem::message)
        .containsExactly("'schedules' in channels.shop does nothing with keep: every_change");
    assertThat(
            problems(
                lists(""),
                "backlog: { keep: latest_per_sku }\nsend: [stock]\nprice: { list: retail }"))
        .extracting(Problem::message)
        .containsExactly(
            "'schedules' in channels.shop does nothing where send does not name price");
  }

  @Test
  void datesOfASaleNeedATimeZoneAsEver() {
    String sale =
        "backlog: { keep: latest_per_sku }\n"
            + "price: { list: retail, sale: { list: outlet, from: 2026-11-27, until: 2026-12-01 } }";

    assertThat(problems(lists(""), sale))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.hint()).contains("time_zone: Europe/Berlin"));
    assertThat(problems(lists("time_zone: Europe/Berlin\n"), sale)).isEmpty();
  }
}
