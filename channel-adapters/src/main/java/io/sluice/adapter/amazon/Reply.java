package io.sluice.adapter.amazon;

import io.sluice.adapter.Outcome;
import java.util.Map;

/** What became of one request to the API. */
sealed interface Reply {
  /** 200 to 299 with a JSON object. */
  record Fine(Map<String, Object> body, byte[] raw) implements Reply {}

  /**
   * @param status of the answer, 0 without one
   * @param why what an update that only this request was for ends in
   */
  record Bad(int status, Outcome why) implements Reply {}
}
