package io.sluice.gateway.importing;

import java.util.List;

/** The first line of a CSV file does not say what its columns are; no row can be read. */
public final class BrokenHeaderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  BrokenHeaderException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** Each one sentence with its remedy. */
  public List<String> faults() {
    return faults;
  }
}
