package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.api.Views;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

class TextTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicReference<Instant> now = new AtomicReference<>(Views.NOW);

  private Terminal terminal(boolean interactive) {
    InstantSource clock = now::get;
    return new Terminal(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        InputStream.nullInputStream(),
        interactive ? Ansi.ON : Ansi.OFF,
        Map.of(),
        clock);
  }

  @Test
  void columnsStayAlignedWithWideAndCombiningCharacters() {
    new Table("SKU", "N").row("👟", 1).row("靴靴", 22).row("e\u0301", 333).print(terminal(false));

    assertThat(out.toString().lines())
        .containsExactly("SKU     N", "👟      1", "靴靴   22", "e\u0301     333");
  }

  @Test
  void longCellIsCutWithAnEllipsis() {
    assertThat(DisplayWidth.cut("x".repeat(61), 60)).isEqualTo("x".repeat(59) + "…");
    assertThat(DisplayWidth.cut("靴".repeat(31), 60)).isEqualTo("靴".repeat(29) + "…");
    assertThat(DisplayWidth.cut("x".repeat(60), 60)).isEqualTo("x".repeat(60));
  }

  @Test
  void lastColumnIsCutOnlyOnATerminal() {
    String reason = "x".repeat(100);
    new Table("REASON").row(reason).print(terminal(false));
    assertThat(out.toString()).contains(reason);

    out.getBuffer().setLength(0);
    new Table("REASON").row(reason).print(terminal(true));
    assertThat(out.toString()).contains("x".repeat(59) + "…").doesNotContain(reason);
  }

  @Test
  void interruptionIsToldOnALineOfItsOwn() {
    Interruption.tell(terminal(true), "the replay goes on");

    assertThat(err.toString()).isEqualTo("\nsluice: the replay goes on\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s ago",
    "59, 59 s ago",
    "60, 1 min ago",
    "3599, 59 min ago",
    "7500, 2 h 5 min ago",
    "86400, 1 d ago",
    "187200, 2 d 4 h ago",
    "-12, in 12 s"
  })
  void agesAreWords(long seconds, String words) {
    assertThat(new Ages(Views.NOW).of(Views.NOW.minusSeconds(seconds).toString())).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "2h, 2026-03-01T10:00:00Z",
    "3d, 2026-02-26T12:00:00Z",
    "3d ago, 2026-02-26T12:00:00Z",
    "1h30m, 2026-03-01T10:30:00Z",
    "2026-02-01T00:00:00+01:00, 2026-01-31T23:00:00Z"
  })
  void timesAreWrittenAsPeopleDo(String text, Instant time) {
    assertThat(TimeText.past(text, Views.NOW)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "h", "-2h", "2 weeks", "99999999999h", "2026-02-01"})
  void otherTimesAreRefused(String text) {
    assertThatThrownBy(() -> TimeText.past(text, Views.NOW))
        .isInstanceOf(TypeConversionException.class);
  }

  @Test
  void progressIsSilentForTwoSecondsThenTellsRateAndWhatIsLeft() {
    Progress progress = new Progress(terminal(false), "events");
    progress.update(500, 0.1);
    now.set(Views.NOW.plusMillis(1999));
    progress.update(1000, 0.2);
    assertThat(err.toString()).isEmpty();

    now.set(Views.NOW.plusSeconds(10));
    progress.update(5000, 0.25);
    now.set(Views.NOW.plusSeconds(12));
    progress.update(6000, 0.3);

    assertThat(err.toString()).isEqualTo("5000 events, 500/s, 25 %, 30 s left\n");
    assertThat(progress.elapsed()).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void progressOfAnUnknownWholeTellsOnlyTheRate() {
    Progress progress = new Progress(terminal(false), "events");
    now.set(Views.NOW.plusSeconds(4));
    progress.update(2000, -1);

    assertThat(err.toString()).isEqualTo("2000 events, 500/s\n");
  }

  @Test
  void progressOnATerminalIsWrittenOverAndWipedAtTheEnd() {
    Progress progress = new Progress(terminal(true), "events");
    now.set(Views.NOW.plusSeconds(4));
    progress.update(2000, 0.5);
    progress.end();

    assertThat(err.toString()).isEqualTo("\r\033[K2000 events, 500/s, 50 %, 4 s left\r\033[K");
  }
}
