package io.sluice.adapter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The budgets of one process: its start forgets what was used before. */
public final class LocalBudgets implements Budgets {
  private final Map<String, Object> budgets = new ConcurrentHashMap<>();

  @Override
  public <B> B shared(String name, Class<B> kind, Supplier<B> fresh) {
    return kind.cast(budgets.computeIfAbsent(name, any -> fresh.get()));
  }
}
