package io.sluice.trials.faults.rows;

import io.sluice.trials.faults.Row;
import java.util.List;

/** All rows, in the order of the table. */
public final class Rows {
  private Rows() {}

  public static List<Row> all() {
    return List.of(
        GatewayKills.ROW,
        Redeliveries.ROW,
        Stops.TERMINATED,
        Stops.FROZEN,
        Exhausted.ROW,
        BrokerRestarts.ROW,
        BrokerNetwork.ROW,
        BrokerTroubles.ROW,
        Unreachable.ROW,
        Hanging.ROW,
        BrokenCalls.ROW,
        ServerErrors.ROW,
        Refusals.ONE_SKU,
        Refusals.UNAUTHORIZED,
        Refusals.FALSE_SUCCESS,
        HugeAnswers.ROW,
        Flapping.ROW,
        BadMessages.BROKEN,
        BadMessages.HUGE,
        BadMessages.NUMBERS,
        OddProducts.ROW,
        OddVersions.ROW,
        DiskFull.ROW,
        DamagedStore.ROW,
        LostWrites.ROW);
  }
}
