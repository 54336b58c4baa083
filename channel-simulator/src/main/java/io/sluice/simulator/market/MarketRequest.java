package io.sluice.simulator.market;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param target path and query as they came
 * @param segments of the path, decoded; one may be empty, as the last of {@code /a/}
 */
public record MarketRequest(
    String method,
    String target,
    List<String> segments,
    MultiMap query,
    MultiMap headers,
    byte[] body) {
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** Whether method and path are these; {@code *} stands for any one segment. */
  public boolean is(String wanted, String... path) {
    if (!method.equals(wanted) || segments.size() != path.length) {
      return false;
    }
    for (int i = 0; i < path.length; i++) {
      if (!path[i].equals("*") && !path[i].equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MarketRequest request
        && request.method.equals(method)
        && request.target.equals(target)
        && Arrays.equals(request.body, body);
  }

  @Override
  public int hashCode() {
    return target.hashCode() * 31 + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return method + " " + target;
  }
}
