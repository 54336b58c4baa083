package io.sluice.gateway.command;

import io.sluice.gateway.api.ListenAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The address that follows {@code --listen}. */
final class ListenOption {
  private ListenOption() {}

  static ListenAddress parse(CommandSpec command, String text) {
    try {
      ListenAddress address = ListenAddress.parse(text);
      if (address.isLoopback()) {
        return address;
      }
    } catch (IllegalArgumentException broken) {
      throw wrong(command, broken.getMessage());
    }
    throw wrong(
        command,
        "must be an address of this machine alone, such as 127.0.0.1:8080: without users anybody"
            + " could steer the gateway");
  }

  private static ParameterException wrong(CommandSpec command, String problem) {
    return new ParameterException(command.commandLine(), "--listen " + problem);
  }
}
