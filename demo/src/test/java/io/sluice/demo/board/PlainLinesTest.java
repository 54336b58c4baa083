package io.sluice.demo.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PlainLinesTest {
  private final StringWriter text = new StringWriter();
  private final PlainLines lines = new PlainLines(new PrintWriter(text, true));

  private void show(long second, String state, long backlog) {
    lines.show(
        Views.scene(
            Views.NOW.plusSeconds(second), Views.channel("marketplace", state, backlog, null)));
  }

  @Test
  void summaryComesEveryTenSeconds() {
    for (int second = 0; second <= 20; second++) {
      show(second, "online", 3);
    }

    assertThat(text.toString().lines())
        .containsExactly(
            "12:00:00 published 123456; marketplace online, backlog 3, oldest 42 s, 12/s, p99 401 ms",
            "12:00:10 published 123456; marketplace online, backlog 3, oldest 52 s, 12/s, p99 401 ms",
            "12:00:20 published 123456; marketplace online, backlog 3, oldest 62 s, 12/s, p99 401 ms");
  }

  @Test
  void changeOfStateIsTold() {
    show(0, "online", 0);
    show(1, "offline", 9);
    show(2, "offline", 9);
    show(3, "catching up", 9);

    assertThat(text.toString().lines())
        .hasSize(3)
        .contains("12:00:03 marketplace: offline -> catching up, backlog 9");
  }

  @Test
  void nothingSteersATerminal() {
    show(0, "online", 0);
    lines.tell("one\u001b[2J");

    assertThat(text.toString()).doesNotContain("\u001b");
  }
}
