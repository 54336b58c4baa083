package io.sluice.trials.bench;

import java.util.ArrayList;
import java.util.List;

/** Pipes that run side by side, each with a publisher of its own. One of them works at a time. */
final class Contest implements AutoCloseable {
  private final List<Contestant> contestants = new ArrayList<>();

  /** One pipe with its publisher. */
  record Contestant(Pipe pipe, Load load) {
    String name() {
      return pipe.name();
    }
  }

  /** What is done with one of them. */
  interface Turn {
    void take(Contestant contestant);
  }

  /**
   * @param skus that the events are about, one after the other
   */
  Contest(Stage stage, List<Pipe> pipes, int skus) {
    pipes.forEach(pipe -> contestants.add(new Contestant(pipe, stage.load(pipe, skus))));
  }

  Contestant first() {
    return contestants.get(0);
  }

  /** Each in its turn. */
  void each(Turn turn) {
    contestants.forEach(turn::take);
  }

  /** Each in its turn, so many times. */
  void rounds(Plan plan, Turn turn) {
    for (int round = 0; round < plan.rounds(); round++) {
      each(turn);
    }
  }

  @Override
  public void close() {
    for (Contestant one : contestants) {
      one.load.close();
      one.pipe.close();
    }
  }
}
