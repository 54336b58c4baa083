package io.sluice.gateway.command;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class SluiceVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = SluiceVersion.class.getPackage().getImplementationVersion();
    return new String[] {"sluice " + (version == null ? "(development)" : version)};
  }
}
