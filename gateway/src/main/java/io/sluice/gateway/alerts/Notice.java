package io.sluice.gateway.alerts;

import java.time.Instant;
import java.util.List;

/**
 * One message to whoever is to know.
 *
 * @param began what was not told before
 * @param still what was
 * @param over what was, and is over
 */
public record Notice(Instant at, List<Item> began, List<Item> still, List<Item> over) {
  public Notice {
    began = List.copyOf(began);
    still = List.copyOf(still);
    over = List.copyOf(over);
  }

  /**
   * @param condition its name in the file
   * @param subject name of the channel or of the source; empty where it is about the gateway
   * @param title in a sentence without its end
   * @param detail in words, may be empty
   * @param hint what to do, may be empty
   * @param since when it began
   */
  public record Item(
      String condition, String subject, String title, String detail, String hint, Instant since) {}
}
