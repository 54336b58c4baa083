package io.sluice.gateway.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people are told of, and how.
 *
 * @param items what is so at the moment, longest first
 * @param receivers in the order of the file; none: nobody is told
 */
public record AlertsView(List<AlertView> items, List<ReceiverView> receivers) {
  public AlertsView {
    items = List.copyOf(items);
    receivers = List.copyOf(receivers);
  }

  /**
   * @param condition its name in the file
   * @param subject name of the channel or of the source; empty where it is about the gateway
   * @param state pending: it may pass yet; firing: it is told
   * @param title in a sentence without its end
   * @param detail in words, may be empty
   * @param hint what to do
   * @param since when it began
   * @param toldAt when a message last said so, null while pending
   */
  public record AlertView(
      String condition,
      String subject,
      String state,
      String title,
      String detail,
      String hint,
      Instant since,
      @Nullable Instant toldAt) {
    /** The same where there is no receiver. */
    public AlertView toldToNobody() {
      return new AlertView(condition, subject, state, title, detail, hint, since, null);
    }
  }

  /**
   * @param kind webhook, email
   * @param target host and port, or addresses; nothing secret
   * @param waiting messages not sent yet
   * @param sentAt when one was last taken there, null: never since the start
   * @param problem why the last try failed, null where it did not
   */
  public record ReceiverView(
      String receiver,
      String kind,
      String target,
      int waiting,
      @Nullable Instant sentAt,
      @Nullable String problem) {}
}
