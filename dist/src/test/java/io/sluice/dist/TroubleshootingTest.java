package io.sluice.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Provokes each trouble of {@code docs/troubleshooting.md} for real, with the unpacked archive, and
 * compares what was printed with the document. Only the places are made to look like those of an
 * installation.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubleshootingTest {
  private static final String RUN = "$ sluice run --config /etc/sluice --data /var/lib/sluice\n";
  private static final Pattern CONNECTING =
      Pattern.compile("(WARN +StatusBoard Source pim is CONNECTING: [^\n]+)\n");
  private static final Pattern PROBLEM = Pattern.compile("\"lastProblem\":\"([^\"]+)\"");
  private static final String EVENT =
      """
      {"specversion":"1.0","id":"e-1","source":"/pim","type":"product.stock.changed","subject":"A-1",
       "sequence":"1","data":{"sku":"A-1","quantity":42}}
      """;
  private static final String ANYBODY = "65534";

  /** The sections, in their order. */
  private enum Trouble {
    NOT_RUNNING("The gateway does not run"),
    WRONG_PASSWORD("A wrong password"),
    BROKER_CLOSED("The broker's port is closed"),
    CHANNEL_CLOSED("A channel's port is closed"),
    PORT_IN_USE("The port is in use"),
    SECOND_GATEWAY("A second gateway on the same data"),
    READ_ONLY("The data folder is read-only"),
    NEWER_STORE("The store is of a newer version"),
    STORE_GONE("The store is gone"),
    OLDER_STORE("The store is older than it was"),
    GATEWAY_TYPO("A typing mistake in gateway.yaml"),
    CHANNELS_TYPO("A typing mistake in channels.yaml"),
    UNSET_VARIABLE("A variable is not set"),
    NO_CONFIGURATION("The configuration is somewhere else");

    private final String title;

    Trouble(String title) {
      this.title = title;
    }
  }

  private final Page page =
      new Page(Path.of(System.getProperty("sluice.root"), "docs", "troubleshooting.md"));

  private Path directory;
  private Unpacked archive;
  private Installation installation;

  @BeforeAll
  void unpack(@TempDir Path shared) throws IOException {
    directory = shared;
    archive = Unpacked.into(directory);
  }

  @BeforeEach
  void install(TestInfo test) throws IOException {
    Path own = directory.resolve(test.getTestMethod().orElseThrow().getName());
    installation = new Installation(archive, own, freePort());
  }

  @Test
  void everySectionIsOneOfTheTroubles() throws IOException {
    assertThat(page.titles())
        .isEqualTo(Arrays.stream(Trouble.values()).map(trouble -> trouble.title).toList());
  }

  @Test
  void gatewayThatDoesNotRunIsNotReachable() throws Exception {
    int port = freePort();
    String said = installation.errors(sluice("channels", port), 69);
    page.shows(Trouble.NOT_RUNNING.title, "$ sluice channels\n" + asApi(said, port));
  }

  @Test
  void wrongPasswordIsSaidWithTheUser() throws Exception {
    try (RabbitMqNode broker = RabbitMqNode.startOrSkip()) {
      installation.broker("amqp://guest:wrong@127.0.0.1:" + broker.port());
      page.shows(Trouble.WRONG_PASSWORD.title, RUN + asBroker(sourceProblem(), broker.port()));
    }
  }

  @Test
  void brokerThatIsNotThereIsSaidWithItsAddress() throws Exception {
    int port = freePort();
    installation.broker("amqp://guest:guest@127.0.0.1:" + port);
    page.shows(Trouble.BROKER_CLOSED.title, RUN + asBroker(sourceProblem(), port));
  }

  @Test
  void channelThatIsNotThereIsSaidInItsProblem() throws Exception {
    int port = freePort();
    Installation shop = new Installation(archive, directory.resolve("shop"), port);
    try (ChildProcess gateway = shop.start()) {
      String url = Installation.awaitReady(gateway);
      sendEvent(shop, url);
      String problem =
          Awaitility.await()
              .atMost(Duration.ofMinutes(1))
              .pollInterval(Duration.ofMillis(500))
              .until(() -> problemOf(shop, url), text -> !text.isEmpty());
      page.shows(
          Trouble.CHANNEL_CLOSED.title,
          "$ sluice channels --json | jq -r '.items[].lastProblem'\n"
              + problem.replace(":" + port, ":9090")
              + "\n");
    }
  }

  @Test
  void portInUseIsSaidWithTheSettingToChange() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      String said =
          installation.errors(installation.run("127.0.0.1:" + port, installation.data()), 69);
      page.shows(Trouble.PORT_IN_USE.title, RUN + asApi(onlyErrors(said), port));
    }
  }

  @Test
  void secondGatewayLeavesTheStoreToTheFirst() throws Exception {
    try (ChildProcess first = installation.start()) {
      Installation.awaitReady(first);
      page.shows(Trouble.SECOND_GATEWAY.title, RUN + failedRun(69));
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void dataThatMayNotBeWrittenIsSaidWithItsPath() throws Exception {
    Path data = Files.createDirectories(installation.data());
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
    List<String> command = asSomebody(installation.run("127.0.0.1:0", data));
    page.shows(Trouble.READ_ONLY.title, RUN + onlyErrors(installation.errors(command, 69)));
  }

  @Test
  void storeOfANewerVersionIsLeftAsItIs() throws Exception {
    installation.ended(untilReady(), 0);
    markAsNewer(installation.data().resolve("sluice"));
    page.shows(Trouble.NEWER_STORE.title, RUN + failedRun(69));
  }

  @Test
  void storeThatWasDeletedIsNotBegunAnew() throws Exception {
    installation.ended(untilReady(), 0);
    Files.delete(installation.data().resolve("sluice.mv.db"));
    page.shows(Trouble.STORE_GONE.title, RUN + failedRun(69));
  }

  @Test
  void storeThatEndsEarlierThanItWasClosedIsNotGoneOnWith() throws Exception {
    installation.ended(untilReady(), 0);
    Path store = installation.data().resolve("sluice.mv.db");
    Path older = Files.copy(store, directory.resolve("older.mv.db"));
    try (ChildProcess gateway = installation.start()) {
      sendEvent(installation, Installation.awaitReady(gateway));
      assertThat(gateway.terminate(Unpacked.AT_MOST)).isZero();
    }
    Files.move(older, store, StandardCopyOption.REPLACE_EXISTING);
    page.shows(Trouble.OLDER_STORE.title, RUN + withoutNumbersOfCommits(failedRun(69)));
  }

  @Test
  void typingMistakeInTheGatewayFileIsPointedAt() throws Exception {
    installation.append("gateway.yaml", "    heartbeet: 10s");
    page.shows(Trouble.GATEWAY_TYPO.title, RUN + failedRun(78));
  }

  @Test
  void typingMistakeInTheChannelsFileIsPointedAt() throws Exception {
    installation.append("channels.yaml", "    retry: { firs_after: 2s }");
    page.shows(Trouble.CHANNELS_TYPO.title, RUN + failedRun(78));
  }

  @Test
  void variableThatIsNotSetIsNamed() throws Exception {
    installation.without("SLUICE_AMQP_URI");
    page.shows(Trouble.UNSET_VARIABLE.title, RUN + failedRun(78));
  }

  @Test
  void directoryWithoutConfigurationIsNamed() throws Exception {
    Path nothing = directory.resolve("nothing");
    String said =
        installation.errors(installation.sluice("check", "--config", nothing.toString()), 78);
    page.shows(
        Trouble.NO_CONFIGURATION.title,
        "$ sluice check --config /etc/sluise\n" + said.replace(nothing.toString(), "/etc/sluise"));
  }

  private String failedRun(int exitCode) {
    return onlyErrors(
        installation.errors(installation.run("127.0.0.1:0", installation.data()), exitCode));
  }

  /** Runs the gateway until its source says what keeps it from connecting. */
  private String sourceProblem() {
    try (ChildProcess gateway = installation.start()) {
      String line = gateway.awaitLine(CONNECTING, Unpacked.AT_MOST);
      assertThat(gateway.terminate(Unpacked.AT_MOST)).isZero();
      return installation.uniform(line) + "\n";
    }
  }

  private void sendEvent(Installation shop, String url) throws IOException {
    Path event = Files.writeString(directory.resolve("event.json"), EVENT);
    shop.ended(shop.sluice("send", event.toString(), "--url", url), 0);
  }

  private static String problemOf(Installation shop, String url) {
    String channels = shop.ended(shop.sluice("channels", "--json", "--url", url), 0);
    Matcher problem = PROBLEM.matcher(channels);
    return problem.find() ? problem.group(1) : "";
  }

  private List<String> untilReady() {
    List<String> command = new ArrayList<>(installation.run("127.0.0.1:0", installation.data()));
    command.add("--until-ready");
    return command;
  }

  private List<String> sluice(String command, int port) {
    return installation.sluice(command, "--url", "http://127.0.0.1:" + port);
  }

  /** The log of a start that failed is for another place. */
  private static String onlyErrors(String said) {
    return said.replaceAll("(?m)^(INFO|WARN) .*\n", "");
  }

  /** Root may write everywhere: somebody else takes its place. */
  private static List<String> asSomebody(List<String> command) {
    if (!System.getProperty("user.name").equals("root")) {
      return command;
    }
    assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "root needs setpriv (util-linux)");
    List<String> changed = new ArrayList<>(List.of("setpriv", "--clear-groups"));
    changed.addAll(List.of("--reuid", ANYBODY, "--regid", ANYBODY));
    changed.addAll(command);
    return changed;
  }

  private static void markAsNewer(Path store) throws SQLException {
    String url = "jdbc:h2:file:" + store + ";DATABASE_TO_LOWER=TRUE;MODE=PostgreSQL;IFEXISTS=TRUE";
    try (Connection connection = DriverManager.getConnection(url, "sluice", "");
        Statement statement = connection.createStatement()) {
      statement.execute("insert into schema_version (version) values (99)");
    }
  }

  private static String withoutNumbersOfCommits(String said) {
    return said.replaceFirst("ends with commit \\d+ ", "ends with commit 1041 ")
        .replaceFirst("after commit \\d+:", "after commit 1742:");
  }

  private static String asApi(String said, int port) {
    return said.replace(Integer.toString(port), "8080");
  }

  private static String asBroker(String said, int port) {
    return said.replace(":" + port, ":5672");
  }

  /** One that nothing listens on. */
  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
