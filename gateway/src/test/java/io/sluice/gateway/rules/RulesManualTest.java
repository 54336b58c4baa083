package io.sluice.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the merchant reads is what the code knows. */
class RulesManualTest {
  @Test
  void everyFactIsInTheManual() throws IOException {
    Path root = Path.of(System.getProperty("sluice.root"));
    String manual = Files.readString(root.resolve("docs/rules.md"));

    assertThat(KnownFact.EVERYWHERE.keySet())
        .allSatisfy(name -> assertThat(manual).contains("`" + name + "`"));
  }
}
