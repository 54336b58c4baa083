package io.sluice.adapter.bol;

import io.sluice.adapter.PassingRemoteIds;
import io.sluice.adapter.RemoteIds;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;

/** Ids in memory, that fail or wait when they are told to. Touched on one context. */
final class MoodyIds implements RemoteIds {
  private final RemoteIds ids = new PassingRemoteIds();
  private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
  private boolean waits;
  private Supplier<Future<Map<String, Map<String, String>>>> instead;

  /** Answers of questions come with {@link #goOn} from now on, as they would be now. */
  void hold() {
    waits = true;
  }

  /** The last question is answered first. */
  void goOn() {
    waits = false;
    while (!waiting.isEmpty()) {
      waiting.removeLast().complete();
    }
  }

  /**
   * @param answer in place of every answer from now on; null: as usual
   */
  void answer(Supplier<Future<Map<String, Map<String, String>>>> answer) {
    instead = answer;
  }

  @Override
  public Future<Map<String, Map<String, String>>> find(Collection<String> skus) {
    if (instead != null) {
      return instead.get();
    }
    Future<Map<String, Map<String, String>>> found = ids.find(skus);
    if (!waits) {
      return found;
    }
    Promise<Void> later = Promise.promise();
    waiting.add(later);
    return later.future().compose(any -> found);
  }

  @Override
  public Future<Void> put(Map<String, Map<String, String>> changed) {
    return instead != null ? instead.get().mapEmpty() : ids.put(changed);
  }
}
