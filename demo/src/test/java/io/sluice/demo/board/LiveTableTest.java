package io.sluice.demo.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.command.DisplayWidth;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTableTest {
  private static final String LONG =
      "connection refused: 127.0.0.1:1 and a story that is much longer than a line can be wide 日本語";

  private final StringWriter text = new StringWriter();

  private LiveTable table(boolean colours) {
    return new LiveTable(new PrintWriter(text, true), colours);
  }

  /** What was drawn, without what steers the terminal. */
  private List<String> lines() {
    return text.toString().replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "").lines().toList();
  }

  @Test
  void fitsInto80ColumnsWhateverComes() {
    table(false)
        .show(
            Views.scene(
                Views.channel(
                    "a_channel_with_a_very_long_name", "needs attention", 99_999_999, LONG),
                Views.channel("marketplace", "offline", 1234, LONG)));

    assertThat(lines()).hasSize(6).allMatch(line -> DisplayWidth.of(line) <= 80);
  }

  @Test
  void showsStateBreakerBacklogAgeRateAndP99() {
    table(false).show(Views.scene(Views.channel("marketplace", "offline", 1234, "refused")));

    assertThat(lines().get(2).split(" {2,}"))
        .containsExactly("marketplace", "offline", "half open", "1234", "42 s", "12", "401 ms");
    assertThat(lines().get(3)).isEqualTo("  last problem: refused");
  }

  @Test
  void drawsOverTheTableBefore() {
    LiveTable table = table(false);
    table.show(Views.scene(Views.channel("marketplace", "online", 0, null)));
    String first = text.toString();
    table.show(Views.scene(Views.channel("marketplace", "online", 0, null)));

    assertThat(first).doesNotContain("\u001b[J");
    assertThat(text.toString().substring(first.length())).contains("\r\u001b[3A\u001b[J");
  }

  @Test
  void changeOfStateStandsBelow() {
    LiveTable table = table(false);
    table.show(Views.scene(Views.channel("marketplace", "online", 0, null)));
    table.show(Views.scene(Views.channel("marketplace", "offline", 5, null)));

    assertThat(text.toString())
        .contains("12:00:00 marketplace: online -> offline (too many calls failed), backlog 5");
  }

  @Test
  void coloursOnlyWhereWanted() {
    table(false).show(Views.scene(Views.channel("marketplace", "offline", 5, null)));
    assertThat(text.toString()).doesNotContain("\u001b[31m");

    table(true).show(Views.scene(Views.channel("marketplace", "offline", 5, null)));
    assertThat(text.toString()).contains("\u001b[31m");
  }

  @Test
  void foreignTextDoesNotSteerTheTerminal() {
    table(false).show(Views.scene(Views.channel("marketplace", "online", 0, "\u001b]0;x\u0007")));

    assertThat(text.toString()).contains("\\x1b]0;x\\x07");
  }
}
