package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class SluiceCommandTest extends CliTest {
  @Test
  void runAndCheckAreHandedTheirDirectories() {
    cli.exitOfRun = 78;

    assertThat(cli.run("run").exitCode()).isEqualTo(78);
    assertThat(cli.run("check").exitCode()).isEqualTo(78);
    cli.run("run", "--config", "c", "--data", "d", "--listen", "[::1]:0");
    cli.run("check", "--config", "c");
    cli.run("run", "--until-ready", "--json");
    cli.run("check", "--json");
    cli.run("check", "--format", "github");
    cli.run("check", "--online", "--data", "d");
    cli.run("test", "--config", "c", "--json");
    cli.run("restore", "b.zip", "--config", "c", "--data", "d");

    assertThat(cli.runs)
        .containsExactly(
            "run config data -",
            "check config",
            "run c d [::1]:0",
            "check c",
            "run config data - until ready json",
            "check config json",
            "check config github",
            "check config online with d",
            "test c json",
            "restore b.zip with c into d");
  }

  @Test
  void brokenListenAddressIsWrongUsage() {
    Cli.Result result = cli.run("run", "--listen", "8080");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--listen must be HOST:PORT");
    assertThat(cli.runs).isEmpty();
  }

  @Test
  void demoThatOthersReachIsWrongUsage() {
    Cli.Result result = cli.run("demo", "--listen", "0.0.0.0:8080");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("such as 127.0.0.1:8080");
    assertThat(cli.runs).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"chanels", "pauze", "dead-leters"})
  void unknownCommandMeetsTheOneThatWasMeant(String command) {
    Cli.Result result = cli.run(command);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Did you mean: ").contains("Try: sluice --help");
  }

  @Test
  void noCommandIsWrongUsage() {
    Cli.Result result = cli.run();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("which command?");
  }

  @Test
  void argumentThatWouldSteerTheTerminalIsShownVisibly() {
    assertThat(cli.run("\u001b[31m").err()).doesNotContain("\u001b").contains("\\x1b[31m");
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    List<List<String>> commands = new ArrayList<>();
    List.of(
            "run",
            "check",
            "test",
            "preview",
            "schema",
            "send",
            "channels",
            "pause",
            "resume",
            "probe",
            "backlog",
            "held")
        .forEach(name -> commands.add(List.of(name)));
    List.of(
            "replay",
            "adopt",
            "reconcile",
            "job",
            "sku",
            "source",
            "refused",
            "alerts",
            "dead-letters",
            "rate",
            "log-level",
            "backup",
            "restore",
            "support-bundle",
            "completion")
        .forEach(name -> commands.add(List.of(name)));
    List.of("list", "redrive", "discard")
        .forEach(verb -> commands.add(List.of("dead-letters", verb)));
    for (List<String> command : commands) {
      List<String> args = new ArrayList<>(command);
      args.add("--help");
      Cli.Result result = cli.run(args.toArray(String[]::new));
      assertThat(result.exitCode()).as("%s", command).isZero();
      assertThat(result.out()).contains("Example", "  sluice " + String.join(" ", command));
    }
    assertThat(cli.run("--help").out()).contains("dead-letters", "Exit codes");
    assertThat(cli.run("--version").out()).startsWith("sluice ");
  }

  @Test
  void completionIsAScriptForTheShell() {
    Cli.Result result = cli.run("completion");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("#!/usr/bin/env bash").contains("dead-letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"channels", "gateway"})
  void schemaIsTheOneBesideTheFile(String file) throws IOException {
    Path beside = Path.of(System.getProperty("sluice.root", ".."), "config", file + ".schema.json");

    assertThat(cli.run("schema", file).out()).isEqualTo(Files.readString(beside));
  }

  @Test
  void helpIsAlsoACommand() {
    assertThat(cli.run("help").out()).contains("Exit codes");
    assertThat(cli.run("help", "pause").out()).contains("sluice pause amazon_de");
  }

  @ParameterizedTest
  @CsvSource({
    "run extra, one argument too many",
    "run --confg x, unknown option --confg",
    "chanels, unknown command 'chanels'",
    "send /no/such/file, there is no such file here",
  })
  void mistakeIsNamedInPlainWords(String command, String words) {
    Cli.Result result = cli.run(command.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(words).contains("Try: sluice ");
  }

  @Test
  void nobodyAtTheAddressIsSaidWithTheAddress() throws Exception {
    String url = api.uri().toString();
    api.close();

    for (String[] args :
        new String[][] {{"channels"}, {"pause", "shop"}, {"send", "-"}, {"held", "--json"}}) {
      cli.input = "{}";
      Cli.Result result = cli.run(args);
      assertThat(result.exitCode()).as(args[0]).isEqualTo(69);
      assertThat(result.err()).contains(url).contains("is sluice running?");
    }
    assertThat(cli.run("channels").out()).isEmpty();
  }

  @Test
  void somebodyElseAtTheAddressIsNoticed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answerWithAPage(other));

      Cli.Result result = cli.run("channels", "--url", "http://127.0.0.1:" + other.getLocalPort());

      answered.get(20, TimeUnit.SECONDS);
      assertThat(result.exitCode()).isEqualTo(69);
      assertThat(result.err()).contains("is it sluice?");
    }
  }

  private static void answerWithAPage(ServerSocket server) {
    String page = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>";
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      socket.getInputStream().read(new byte[1024]);
      out.write(page.getBytes(StandardCharsets.US_ASCII));
    } catch (java.io.IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }

  @Test
  void addressOfTheOptionWinsOverTheEnvironment() {
    cli.env.put("SLUICE_URL", "http://127.0.0.1:1");

    assertThat(cli.run("channels", "--url", api.uri() + "/").exitCode()).isZero();
    assertThat(cli.run("channels").exitCode()).isEqualTo(69);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:8080", "ftp://x", "http://", "http://a b"})
  void brokenAddressIsWrongUsage(String url) {
    assertThat(cli.run("channels", "--url", url).exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backlog shop --limit 501",
        "backlog shop --limit x",
        "held --limit 0",
        "pause shop --for soon",
        "replay shop --since yesterday",
        "replay shop",
        "pause",
        "refused --cursor broken"
      })
  void wrongValueIsWrongUsage(String command) {
    Cli.Result result = cli.run(command.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("sluice: ");
  }

  @Test
  void unforeseenAnswerOfTheGatewayIsFound() {
    operations.failure = new IllegalStateException("bug");

    Cli.Result result = cli.run("channels");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("The log has it as");
  }

  @Test
  void coloursComeOnlyWithATerminalAndNeverWithNoColor() {
    assertThat(cli.run("channels").out()).doesNotContain("\u001b");

    cli.ansi = Ansi.ON;

    assertThat(cli.run("channels").out()).contains("\u001b[31mshop");
    assertThat(Terminal.ansi(Map.of("NO_COLOR", "1"))).isEqualTo(Ansi.OFF);
    assertThat(Terminal.ansi(Map.of("NO_COLOR", ""))).isEqualTo(Ansi.OFF);
    assertThat(Terminal.ansi(Map.of())).isEqualTo(Ansi.AUTO);
  }

  @Test
  void jarWithoutTheDemoSaysWhatHasIt() {
    Cli.Result result = new Cli("http://127.0.0.1:1").run("demo", "--once");

    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("bin/sluice demo").doesNotContain("\tat ");
  }
}
