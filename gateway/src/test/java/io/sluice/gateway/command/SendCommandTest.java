package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.operations.OperationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendCommandTest extends CliTest {
  private static String event(int id) {
    return "{\"id\":\"e" + id + "\",\"subject\":\"a\",\"data\":{\"note\":\"}{\\\"][\"}}";
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(SendCommandTest::event)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void fileOfLinesGoesInRequestsOfFiveHundred(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("events.ndjson"), lines(1201) + "\n");

    Cli.Result result = cli.run("send", file.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("sent 1201 events in 0 s: 1201 new\n");
    assertThat(operations.intake.batches).containsExactly(500, 500, 201);
    assertThat(operations.intake.ids).hasSize(1201).startsWith("e0", "e1", "e2");
  }

  @Test
  void sendingAgainCountsDuplicates() {
    cli.input = lines(2);
    cli.run("send", "-");
    cli.input = "\ufeff[" + event(1) + ",\n " + event(2) + "]";

    Cli.Result result = cli.run("send", "-");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("sent 2 events in 0 s: 1 duplicate, 1 new\n");
  }

  @Test
  void oneEventOverSeveralLinesIsOneEvent() {
    cli.input = event(1).replace(",", ",\n  ");

    assertThat(cli.run("send", "-").out()).isEqualTo("sent 1 event in 0 s: 1 new\n");
  }

  @Test
  void refusedEventIsNamedAndTheOthersAreTaken() {
    cli.input = event(1) + "\n{\"id\":\"bad\\u001b[31m\"}\n" + event(2);

    Cli.Result result = cli.run("send", "-");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("event 2 (bad\\x1b[31m): field.missing at /subject: subject is missing\n");
    assertThat(result.out()).isEqualTo("sent 3 events in 0 s: 2 new, 1 refused\n");
  }

  @Test
  void eventThatIsNoJsonDoesNotTakeItsNeighboursWithIt() {
    cli.input = event(1) + "\n{\"id\": what}\n" + event(2);

    Cli.Result result = cli.run("send", "-");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("event 2: json.syntax");
    assertThat(operations.intake.ids).containsExactly("e1", "e2");
  }

  @Test
  void fileThatWasCutOffIsTakenAsFarAsItGoes() {
    cli.input = event(1) + "\n" + event(2).substring(0, 10);

    Cli.Result result = cli.run("send", "-");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("line 2: the event has no end");
    assertThat(operations.intake.ids).containsExactly("e1");
  }

  @Test
  void largeEventsShareARequestOnlyWhileTheyFit() {
    String large =
        IntStream.range(0, 3)
            .mapToObj(id -> event(id).replace("}{", "n".repeat(1_500_000)))
            .collect(Collectors.joining("\n"));
    cli.input = large;

    assertThat(cli.run("send", "-").exitCode()).isZero();
    assertThat(operations.intake.batches).containsExactly(2, 1);
  }

  @Test
  void brokenEventThatIsTooLargeIsRefusedAndTheRestGoesOn() {
    cli.input = "{" + "x".repeat(2_000_000) + "}\n" + event(1);

    Cli.Result result = cli.run("send", "-");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("event 1: body.too_large: ");
    assertThat(operations.intake.ids).containsExactly("e1");
  }

  @Test
  void manyRefusalsDoNotFloodTheTerminal() {
    cli.input = "{\"id\":\"bad\"}\n".repeat(100);

    Cli.Result result = cli.run("send", "-");

    assertThat(result.err().lines()).hasSize(21);
    assertThat(result.err()).endsWith("more events were refused; sluice refused lists them\n");
  }

  @Test
  void jsonPrintsTheAnswers() {
    cli.input = event(1);

    Cli.Result result = cli.run("send", "-", "--json");

    assertThat(result.out())
        .isEqualTo(
            "{\"items\":[{\"id\":\"e1\",\"decision\":\"new\",\"position\":1,"
                + "\"code\":null,\"path\":null,\"message\":null}]}\n");
  }

  @Test
  void stoppedIntakeIsLikeNotReachable() {
    cli.input = event(1);
    operations.failure =
        new OperationException(OperationException.Kind.UNAVAILABLE, "the disk is full");

    Cli.Result result = cli.run("send", "-");

    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("the disk is full");
  }

  @Test
  void missingFileIsWrongUsage() {
    Cli.Result result = cli.run("send", "/nowhere/events.json");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("/nowhere/events.json");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void emptyFileSendsNothing() {
    assertThat(cli.run("send", "-").out()).isEqualTo("sent 0 events in 0 s\n");
    assertThat(operations.calls).isEmpty();
  }
}
