package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.Answerer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** N2: answers that do not come, or never end. */
final class Hanging {
  static final Row ROW =
      new Row(
          "N2",
          "no answer; 1 byte/s; body at 64 kB/s",
          "calls end within total_timeout + 10 %; connections <= parallel; others unharmed",
          Hanging::play);

  private static final Duration DEADLINE = Duration.ofSeconds(2);

  /** Allowed beyond it. Also, that late is it seen here that the other side hung up. */
  private static final Duration LATE = DEADLINE.dividedBy(10);

  private static final int PARALLEL = 4;

  private Hanging() {}

  private static void play(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    for (String name : List.of("silent", "dripping", "slow_body")) {
      channels.add(
          stage
              .linked(stage.state(name))
              .with("total_timeout: " + DEADLINE.toSeconds() + "s")
              .with("limits: { parallel: " + PARALLEL + " }")
              .with("breaker: { probe_every: 1s }"));
    }
    stage.startUnderLoad(channels);
    Isolation isolation = Isolation.begin(stage);
    stage.lasts(2, 20);
    isolation.faultBegins();
    Map<String, Drip> drips =
        Map.of(
            "silent", new Drip("", "", 1_000),
            "dripping", new Drip("HTTP/1.1 200 OK\r\n", "x", 1_000),
            "slow_body",
                new Drip(
                    "HTTP/1.1 200 OK\r\ncontent-length: 900000\r\n\r\n", "x".repeat(6_400), 100));
    drips.forEach((name, drip) -> stage.link(name).answerBy(drip));
    stage.lasts(6, 60);
    isolation.faultEnds();
    drips.forEach(
        (name, drip) -> {
          stage.figures().atMost(name + ": call ended after", drip.longest(), DEADLINE.plus(LATE));
          stage.figures().atMost(name + ": connections at once", drip.most(), PARALLEL, "");
          stage.link(name).heal();
        });
    stage.finish();
    isolation.judge();
  }

  /** Begins so and adds a piece from time to time, until the other side hangs up. */
  private static final class Drip implements Answerer {
    /** The other side is seen going within this. */
    private static final int LOOK_MS = 20;

    private final String begin;
    private final String piece;
    private final int everyMs;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    Drip(String begin, String piece, int everyMs) {
      this.begin = begin;
      this.piece = piece;
      this.everyMs = everyMs;
    }

    Duration longest() {
      return calls.stream().map(Call::took).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** One too many would be open about as long as the others, so an end may be seen late. */
    long most() {
      return calls.stream()
          .mapToLong(one -> calls.stream().filter(call -> call.isOpenAt(one.begunNs())).count())
          .max()
          .orElse(0);
    }

    @Override
    public boolean answer(String head, String body, Socket client) throws IOException {
      long begun = System.nanoTime();
      try {
        client.setSoTimeout(LOOK_MS);
        write(client, begin);
        for (int waited = 0; !hungUp(client); waited += LOOK_MS) {
          if (waited % everyMs < LOOK_MS) {
            write(client, piece);
          }
        }
      } finally {
        calls.add(new Call(begun, System.nanoTime()));
      }
      return false;
    }

    private static void write(Socket client, String text) throws IOException {
      client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean hungUp(Socket client) throws IOException {
      try {
        return client.getInputStream().read() < 0;
      } catch (SocketTimeoutException stillThere) {
        return false;
      }
    }
  }

  /** From when to when a call was open, in nanoseconds. */
  private record Call(long begunNs, long endedNs) {
    Duration took() {
      return Duration.ofNanos(endedNs - begunNs);
    }

    boolean isOpenAt(long ns) {
      return begunNs <= ns && ns < endedNs - LATE.toNanos();
    }
  }
}
