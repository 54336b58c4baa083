package io.sluice.gateway.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class SluiceVersion implements IVersionProvider {
  /** Such as 1.2.0; "(development)" outside of a jar. */
  public static String current() {
    return Objects.requireNonNullElse(
        SluiceVersion.class.getPackage().getImplementationVersion(), "(development)");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"sluice " + current()};
  }
}
