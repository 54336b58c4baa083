package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.command.SluiceCommand;
import io.sluice.gateway.runtime.GatewayRunner;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRunnerTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int demo(String... options) {
    PrintWriter output = new PrintWriter(out, true);
    PrintWriter errors = new PrintWriter(err, true);
    GatewayRunner gateway = new GatewayRunner(output, errors);
    DemoRunner demo = new DemoRunner(output, errors, new Screen(false, false));
    List<String> arguments = new ArrayList<>(List.of("demo"));
    arguments.addAll(List.of(options));
    return new SluiceCommand(
            gateway, gateway, gateway, gateway, gateway, demo, output, errors, Map.of())
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void oneOutageIsRunToItsEndAndChecked() {
    int exitCode =
        demo("--once", "--events", "600", "--json", "--data", directory.resolve("d").toString());

    assertThat(exitCode).as(err.toString()).isZero();
    JsonObject result = new JsonObject(out.toString());
    assertThat(result.getLong("published")).isEqualTo(600);
    assertThat(result.getLong("lost")).isZero();
    assertThat(result.getLong("staleApplied")).isZero();
    assertThat(result.getLong("superseded")).isPositive();
    assertThat(result.getDouble("outageSeconds")).isPositive();
    assertThat(result.getDouble("drainSeconds")).isPositive();
    JsonObject accepted = result.getJsonObject("accepted");
    assertThat(accepted.getLong("search")).isEqualTo(600);
    assertThat(accepted.getLong("reporting")).isEqualTo(600);
    assertThat(accepted.getLong("marketplace")).isPositive().isLessThan(600);
    assertThat(directory.resolve("d/config/gateway.yaml")).exists();
  }

  @Test
  void portInUseIsSaidWithTheWayOut() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      int exitCode = demo("--data", directory.resolve("d").toString(), "--listen", address);

      assertThat(exitCode).isEqualTo(69);
      assertThat(err.toString())
          .contains("port " + taken.getLocalPort() + " is in use", "--listen");
    }
  }

  @Test
  void filesOfARealGatewayAreNotWrittenOver() throws IOException {
    Files.writeString(directory.resolve("sluice.mv.db"), "real");

    assertThat(demo("--data", directory.toString())).isEqualTo(69);
    assertThat(err.toString()).contains("--data");
  }

  @Test
  void wrongOptionsAreSaid() {
    assertThat(demo("--json")).isEqualTo(2);
    assertThat(demo("--once", "--events", "1")).isEqualTo(2);
    assertThat(demo("--listen", "somewhere")).isEqualTo(2);
    assertThat(demo("--scenario", "marketplaces")).isEqualTo(2);
    assertThat(demo("--once", "--scenario", "rain")).isEqualTo(2);
    assertThat(demo("--once", "--scenario", "marketplaces", "--events", "500")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--once")
        .contains("--events must be 100 to 1000000, got 1")
        .contains("HOST:PORT")
        .contains("--scenario must be outage or marketplaces, got rain")
        .contains("--events goes with --scenario outage");
  }
}
