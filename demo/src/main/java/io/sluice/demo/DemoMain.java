package io.sluice.demo;

import io.sluice.gateway.command.SluiceCommand;
import io.sluice.gateway.runtime.GatewayRunner;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program with one command more than the gateway's own: {@code demo}. */
public final class DemoMain {
  private DemoMain() {}

  public static void main(String[] args) {
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    GatewayRunner gateway = new GatewayRunner(out, err);
    DemoRunner demo = new DemoRunner(out, err, Screen.of(System.getenv()));
    System.exit(new SluiceCommand(gateway, gateway, demo, out, err, System.getenv()).execute(args));
  }

  /** UTF-8 whatever the locale says. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
