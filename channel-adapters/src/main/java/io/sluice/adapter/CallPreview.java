package io.sluice.adapter;

import java.util.List;

/** What a call would put on the wire. */
public sealed interface CallPreview {
  /** In the order in which they would be sent. */
  record Requests(List<OutgoingRequest> requests) implements CallPreview {
    public Requests {
      requests = List.copyOf(requests);
    }
  }

  /**
   * Nothing: the updates would be rejected before anything is sent.
   *
   * @param reason a sentence for people
   */
  record Refused(String reason) implements CallPreview {}
}
