package io.sluice.trials.bench;

import io.sluice.trials.ChildProcess;
import io.sluice.trials.HttpCalls;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The sink's process, as a benchmark steers it. */
final class Sink implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("control ([0-9]+ channels[ 0-9]+)\\.");
  private static final long LOOK_EVERY_NANOS = 50_000_000;

  private final ChildProcess process;
  private final HttpCalls calls;
  private final List<String> urls;

  private Sink(ChildProcess process, HttpCalls calls, List<String> urls) {
    this.process = process;
    this.calls = calls;
    this.urls = urls;
  }

  static Sink start(Path directory, int channels) {
    List<String> options = List.of("-XX:+UseSerialGC", "-Xmx1g");
    List<String> command =
        ChildProcess.java(options, SinkMain.class, List.of(Integer.toString(channels)));
    ChildProcess process = ChildProcess.start(command, Map.of(), directory.resolve("sink.log"));
    String[] words = process.awaitLine(STARTED, Duration.ofSeconds(30)).split(" ");
    List<String> urls =
        Arrays.stream(words).skip(2).map(port -> "http://127.0.0.1:" + port + "/").toList();
    return new Sink(process, new HttpCalls("http://127.0.0.1:" + words[0]), urls);
  }

  /** One for each channel. */
  List<String> urls() {
    return urls;
  }

  long pid() {
    return process.pid();
  }

  void reset() {
    order(new JsonObject().put("reset", true));
  }

  void resetTimes() {
    order(new JsonObject().put("resetTimes", true));
  }

  void latency(int milliseconds) {
    order(new JsonObject().put("latencyMs", milliseconds));
  }

  /** These answer 503, the others work. */
  void down(Integer... channels) {
    order(new JsonObject().put("down", new JsonArray(Arrays.asList(channels))));
  }

  private void order(JsonObject order) {
    calls.put("/", order);
  }

  /** In the order of {@link #urls}. */
  List<ArrivalReport> reports() {
    JsonArray all = new JsonObject(calls.get("/")).getJsonArray("channels");
    return IntStream.range(0, all.size())
        .mapToObj(all::getJsonObject)
        .map(ArrivalReport::of)
        .toList();
  }

  /**
   * Waits until every channel has so many updates.
   *
   * @throws IllegalStateException when they do not come
   */
  List<ArrivalReport> await(long updates, Duration atMost) {
    return await(all -> all.stream().allMatch(one -> one.updates() >= updates), atMost);
  }

  List<ArrivalReport> await(Predicate<List<ArrivalReport>> enough, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    List<ArrivalReport> now = reports();
    while (!enough.test(now)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("the sink waits in vain: " + now);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      now = reports();
    }
    return now;
  }

  @Override
  public void close() {
    process.close();
  }
}
