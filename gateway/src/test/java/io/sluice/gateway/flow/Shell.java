package io.sluice.gateway.flow;

import io.sluice.gateway.command.Demo;
import io.sluice.gateway.command.SluiceCommand;
import io.sluice.gateway.runtime.GatewayRunner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** The command line, as if it were typed beside a gateway. */
final class Shell {
  private Shell() {}

  /** What a command said. */
  record Said(int exitCode, String out, String err) {}

  /**
   * @param url of the gateway
   */
  static Said run(String url, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    GatewayRunner runner = new GatewayRunner(new PrintWriter(out), new PrintWriter(err));
    int exitCode =
        new SluiceCommand(
                runner,
                runner,
                runner,
                runner,
                runner,
                Demo.missing(),
                new PrintWriter(out),
                new PrintWriter(err),
                Map.of("SLUICE_URL", url))
            .execute(arguments);
    return new Said(exitCode, out.toString(), err.toString());
  }
}
