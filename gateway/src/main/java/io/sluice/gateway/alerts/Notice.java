package io.sluice.gateway.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message to whoever is to know.
 *
 * @param began what was not told before
 * @param still what was
 * @param over what was, or what began, and is over
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
   * @param until when it ended, null while it is not over
   */
  public record Item(
      String condition,
      String subject,
      String title,
      String detail,
      String hint,
      Instant since,
      @Nullable Instant until) {
    private boolean isAbout(Item other) {
      return condition.equals(other.condition) && subject.equals(other.subject);
    }
  }

  /** Of what began, what is still so. */
  List<Item> news() {
    return began.stream().filter(item -> item.until() == null).toList();
  }

  /** Of what began, what is over already. */
  List<Item> brief() {
    return began.stream().filter(item -> item.until() != null).toList();
  }

  /** Of what is over, what was told of before. */
  List<Item> ended() {
    return over.stream().filter(item -> brief().stream().noneMatch(item::isAbout)).toList();
  }
}
