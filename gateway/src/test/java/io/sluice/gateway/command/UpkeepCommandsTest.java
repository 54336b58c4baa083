package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepCommandsTest extends CliTest {
  @TempDir Path directory;

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  @Test
  void backupIsWrittenAsAWholeAndNeverOverAnother() {
    assertThat(cli.run("backup", file("a.zip")).out()).contains("a.zip is written and checked");
    assertThat(cli.run("backup", file("a.zip")).err()).contains("it is there already");

    operations.failure = new IllegalStateException("bug");

    assertThat(cli.run("backup", file("b.zip")).exitCode()).isEqualTo(1);
    assertThat(directory.toFile().list()).containsExactly("a.zip");
    assertThat(operations.calls).contains("backup by " + user());
  }

  @Test
  void bundleOfAGatewayThatIsDownIsWhatItsFilesTell() throws Exception {
    assertThat(cli.run("support-bundle", file("a.zip"), "--with-events").out())
        .contains("a.zip is written: events/held.json");
    api.close();

    Cli.Result down = cli.run("support-bundle", file("b.zip"), "--config", "c", "--data", "d");

    assertThat(down.err()).contains("is sluice running?", "what its files tell");
    assertThat(down.out()).contains("b.zip is written: store.txt");
    assertThat(cli.runs).containsExactly("bundle of c and d");
    assertThat(Files.size(directory.resolve("b.zip"))).isPositive();
  }
}
