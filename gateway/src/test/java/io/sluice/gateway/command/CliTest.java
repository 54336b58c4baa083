package io.sluice.gateway.command;

import io.sluice.gateway.api.InMemoryOperations;
import io.sluice.gateway.api.RunningApi;
import io.sluice.gateway.api.Views;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A command line in front of a real server. */
abstract class CliTest {
  RunningApi api;
  InMemoryOperations operations;
  Cli cli;

  @BeforeEach
  void startApi() throws Exception {
    api = new RunningApi();
    operations = api.operations;
    cli = new Cli(api.uri().toString());
    operations.channels.put("shop", Views.channel("shop", "HTTP 503"));
    operations.sources.put("pim", Views.source("pim"));
  }

  @AfterEach
  void stopApi() throws Exception {
    api.close();
  }

  static String user() {
    return "cli/" + System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
