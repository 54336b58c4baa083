package io.sluice.demo.stage;

import io.sluice.demo.shop.Catalogue;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.runtime.Time;
import java.util.List;
import java.util.Optional;

/**
 * What differs from one demo to the next.
 *
 * @param amqpPort of the broker, 0 for any
 * @param listen where the API listens
 * @param versionFrom what orders the events: arrival, so that an event of one's own always counts,
 *     or sequence, so that the checker can tell them apart
 * @param recording whether every request to the channels is written down
 * @param channels that take whatever they are sent
 * @param sold what the marketplaces may have; empty: there are none
 * @param time that gateway and marketplaces go by
 */
public record StagePlan(
    int amqpPort,
    ListenAddress listen,
    String versionFrom,
    boolean recording,
    List<StandIn> channels,
    Optional<Catalogue> sold,
    Time time) {
  public StagePlan {
    channels = List.copyOf(channels);
  }

  /** For people to look at. */
  public static StagePlan lasting(int amqpPort, ListenAddress listen, Catalogue sold) {
    return new StagePlan(
        amqpPort, listen, "arrival", false, StandIn.ALL, Optional.of(sold), Time.REAL);
  }

  /** To be checked at its end. */
  public static StagePlan checked(ListenAddress listen) {
    return new StagePlan(0, listen, "sequence", true, StandIn.ALL, Optional.empty(), Time.REAL);
  }

  /** Marketplaces alone, to be checked at its end. */
  public static StagePlan marketplaces(ListenAddress listen, Catalogue sold, Time time) {
    return new StagePlan(0, listen, "sequence", false, List.of(), Optional.of(sold), time);
  }
}
