package io.sluice.gateway.command;

import io.sluice.gateway.api.ListenAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The address that follows {@code --listen}. */
final class ListenOption {
  private ListenOption() {}

  /** Of this machine alone. */
  static ListenAddress loopback(CommandSpec command, String text) {
    ListenAddress address = anywhere(command, text);
    if (!address.isLoopback()) {
      throw wrong(
          command,
          "must be an address of this machine alone, such as 127.0.0.1:8080: without users anybody"
              + " could steer the gateway");
    }
    return address;
  }

  static ListenAddress anywhere(CommandSpec command, String text) {
    try {
      return ListenAddress.parse(text);
    } catch (IllegalArgumentException broken) {
      throw wrong(command, broken.getMessage());
    }
  }

  private static ParameterException wrong(CommandSpec command, String problem) {
    return new ParameterException(command.commandLine(), "--listen " + problem);
  }
}
