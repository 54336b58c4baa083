package io.sluice.demo;

import io.sluice.gateway.Main;

/** The program with its demo, in a jar of its own. */
public final class DemoMain {
  private DemoMain() {}

  public static void main(String[] args) {
    Main.run(args, (out, err) -> new DemoRunner(out, err, Screen.of(System.getenv())));
  }
}
