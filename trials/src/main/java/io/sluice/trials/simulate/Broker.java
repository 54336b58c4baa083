package io.sluice.trials.simulate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One source's queue: hands out in order, at most so many unanswered; takes back in order what was
 * not answered when its connection ends.
 */
final class Broker {
  private final World world;
  private final int prefetch;
  private final Deque<Message> ready = new ArrayDeque<>();
  private final Deque<Unanswered> unanswered = new ArrayDeque<>();
  private @Nullable BiConsumer<Message, Runnable> consumer;
  private int connection;
  private boolean handing;

  Broker(World world, int prefetch) {
    this.world = world;
    this.prefetch = prefetch;
  }

  private static final class Unanswered {
    final Message message;
    boolean finished;

    Unanswered(Message message) {
      this.message = message;
    }
  }

  /** Confirmed to the publisher from here on. */
  void publish(Message message) {
    ready.add(message);
    world.trace().note("publish", message.id(), message.number());
    handOut();
  }

  /**
   * @param taker takes a message and how to answer for it
   */
  void connect(BiConsumer<Message, Runnable> taker) {
    connection++;
    consumer = taker;
    handOut();
  }

  /** The connection ends: of the sources alone, or with the gateway. */
  void disconnect() {
    connection++;
    consumer = null;
    Iterator<Unanswered> back = unanswered.descendingIterator();
    while (back.hasNext()) {
      ready.addFirst(back.next().message);
    }
    unanswered.clear();
  }

  private void handOut() {
    if (handing || consumer == null || ready.isEmpty() || unanswered.size() >= prefetch) {
      return;
    }
    handing = true;
    int mine = connection;
    world
        .time()
        .outside(
            world.chance().below(5),
            () -> {
              handing = false;
              if (mine == connection) {
                handOutNow();
              }
              handOut();
            });
  }

  private void handOutNow() {
    int some = world.chance().between(1, 5);
    BiConsumer<Message, Runnable> taker = consumer;
    while (taker != null && some-- > 0 && !ready.isEmpty() && unanswered.size() < prefetch) {
      Unanswered next = new Unanswered(ready.remove());
      unanswered.add(next);
      int mine = connection;
      taker.accept(next.message, () -> finished(next, mine));
    }
  }

  /** Answers travel in order; those of a connection that has ended say nothing. */
  private void finished(Unanswered message, int of) {
    message.finished = true;
    world.time().inLife(world.chance().below(4), () -> answered(of));
  }

  private void answered(int of) {
    if (of != connection) {
      return;
    }
    while (!unanswered.isEmpty() && unanswered.peek().finished) {
      world.trace().note("acknowledged", "", unanswered.remove().message.number());
    }
    handOut();
  }

  boolean empty() {
    return ready.isEmpty() && unanswered.isEmpty();
  }

  /** Whether nothing up to a number is with the broker any more. */
  boolean goneUpTo(long number) {
    return ready.stream().noneMatch(message -> message.number() <= number)
        && unanswered.stream().noneMatch(each -> each.message.number() <= number);
  }
}
