package io.sluice.gateway.command;

/** What a script can rely on; the numbers from 64 on are those of sysexits.h. */
public final class ExitCode {
  public static final int FINE = 0;

  /** Something is not as it should be: an event was refused, a channel does not exist. */
  public static final int FOUND = 1;

  public static final int USAGE = 2;
  public static final int UNREACHABLE = 69;
  public static final int INTERNAL = 70;
  public static final int CONFIGURATION = 78;

  private ExitCode() {}
}
