package io.sluice.demo.stage;

import io.sluice.gateway.api.ListenAddress;

/**
 * What differs from one demo to the next.
 *
 * @param amqpPort of the broker, 0 for any
 * @param listen where the API listens
 * @param versionFrom what orders the events: arrival, so that an event of one's own always counts,
 *     or sequence, so that the checker can tell them apart
 * @param recording whether every request is written down
 */
public record StagePlan(int amqpPort, ListenAddress listen, String versionFrom, boolean recording) {
  /** For people to look at. */
  public static StagePlan lasting(int amqpPort, ListenAddress listen) {
    return new StagePlan(amqpPort, listen, "arrival", false);
  }

  /** To be checked at its end. */
  public static StagePlan checked(ListenAddress listen) {
    return new StagePlan(0, listen, "sequence", true);
  }
}
