package io.sluice.demo;

import io.sluice.demo.board.Clock;
import io.sluice.demo.board.Display;
import io.sluice.demo.board.Scene;
import io.sluice.demo.board.Speeds;
import io.sluice.demo.shop.ShopDay;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StandIn;
import io.sluice.gateway.operations.ChannelView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo that stays up: a shop, channels that fail in turn, and what a person sees of it. */
final class LastingDemo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LastingDemo.class);

  /** Some 60 MB for each channel. */
  private static final long UPDATES_REMEMBERED = 1_000_000;

  /** Of the marketplaces, from here to there and back. */
  private static final Duration ANSWER_AFTER = Duration.ofMillis(80);

  private final Stage stage;
  private final Display display;
  private final Instant begun = Instant.now();
  private final Shop shop;
  private final OwnEvents own;
  private final Speeds speeds = new Speeds();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<StandIn> down = Optional.empty();

  LastingDemo(Stage stage, Display display) {
    this.stage = stage;
    this.display = display;
    this.shop = new Shop(stage, begun);
    this.own = new OwnEvents(shop.skus()::contains);
    stage.markets().ifPresent(markets -> markets.latency(ANSWER_AFTER));
  }

  /** Returns once it is closed. */
  void run() {
    shop.open();
    try {
      do {
        tryStep(Instant.now());
      } while (!stopped.await(1, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something that does not answer, since it is being closed or very busy, is asked again. */
  private void tryStep(Instant now) {
    try {
      step(now);
    } catch (RuntimeException e) {
      LOG.warn("Nothing to show at the moment", e);
    }
  }

  private void step(Instant now) {
    Duration sinceStart = Duration.between(begun, now);
    Optional<StandIn> due = Outages.downAt(sinceStart);
    if (!due.equals(down)) {
      down.ifPresent(this::comeUp);
      due.ifPresent(this::goDown);
      down = due;
    }
    own.arrived(stage).forEach(display::tell);
    stage.trim(UPDATES_REMEMBERED);
    List<ChannelView> channels = stage.channels();
    display.show(
        new Scene(
            now,
            channels,
            speeds.measure(System.nanoTime(), channels, stage.metrics()),
            ShopDay.clock(sinceStart),
            shop.published(),
            stage.waiting()));
  }

  private void goDown(StandIn channel) {
    stage.goDown(channel);
    tell(channel.name() + " is switched off for half a minute");
  }

  private void comeUp(StandIn channel) {
    stage.comeUp(channel);
    tell(channel.name() + " is switched on again");
  }

  private void tell(String event) {
    display.tell(Clock.time(Instant.now()) + " " + event);
  }

  @Override
  public void close() {
    stopped.countDown();
    shop.close();
    stage.close();
  }
}
