package io.sluice.gateway.operations;

import java.util.List;

/**
 * What a channel's rules hold, a part of it.
 *
 * @param next where to go on, -1 at the end
 */
public record HeldByRules(List<HeldView> items, int next) {
  public HeldByRules {
    items = List.copyOf(items);
  }
}
