package io.sluice.gateway.operations;

import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events over HTTP. As {@link Operations}. */
public interface Posting {
  /**
   * Takes events; completes after the journal's commit.
   *
   * @param contentType as sent, decides single, batch, structured or binary
   * @param headers as sent
   */
  Future<TakenView> take(
      byte[] body, @Nullable String contentType, Map<String, String> headers, TakeQuery query);
}
