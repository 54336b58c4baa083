package io.sluice.adapter;

import java.util.function.Supplier;

/**
 * What the limits of marketplaces leave, by name: one budget for all channels whose requests are
 * counted together, such as those of one seller and app. Thread-safe.
 *
 * <p>Channels live on several event loops. So a budget is thread-safe as well: each of its steps is
 * a few sums under a lock of its own, and nothing waits while it has that lock. A loop is never
 * held up by what another one does. Whoever finds too little left is told when there will be
 * enough, and asks again then: what somebody else took meanwhile is gone.
 */
public interface Budgets {
  /**
   * The budget of a name, the same one for everybody who asks; kept as long as these budgets are,
   * since what was used counts for a channel that is opened anew, too.
   *
   * @param name of the account and what is limited, beginning with the adapter's kind; holds no
   *     secret. Names are as many as accounts have limits.
   * @param fresh makes it where nobody asked before; makes nothing else, asks for no other budget
   */
  <B> B shared(String name, Class<B> kind, Supplier<B> fresh);
}
