package io.sluice.trials.faults.rows;

import io.sluice.trials.faults.Row;
import java.util.List;

/** All rows, in the order of the table. */
public final class Rows {
  private Rows() {}

  public static List<Row> all() {
    return List.of(GatewayKills.ROW, BrokerRestarts.ROW, BrokerNetwork.ROW, Unreachable.ROW);
  }
}
