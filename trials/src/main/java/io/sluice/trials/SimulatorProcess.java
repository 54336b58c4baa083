package io.sluice.trials;

import io.sluice.simulator.KeyState;
import io.sluice.simulator.SimulatorMain;
import io.sluice.simulator.Summary;
import io.sluice.simulator.check.ChannelReport;
import io.sluice.simulator.check.RequestRecords;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stand-in channels in a process of their own: what they cost shows beside what is tried. */
public final class SimulatorProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on ([0-9]+)");
  private static final Duration START_AT_MOST = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final HttpCalls calls;
  private final Journal records;

  private SimulatorProcess(ChildProcess process, String port, Path journal) {
    this.process = process;
    this.calls = new HttpCalls("http://127.0.0.1:" + port);
    this.records = new Journal(journal);
  }

  /**
   * Writes down every request, for {@link #records}.
   *
   * @param options of its JVM
   */
  public static SimulatorProcess recording(Path directory, String... options) {
    return start(directory, true, options);
  }

  /** Writes down what became of each key only, for more requests than one wants to read. */
  public static SimulatorProcess summing(Path directory) {
    return start(directory, false);
  }

  private static SimulatorProcess start(Path directory, boolean recording, String... more) {
    Path journal = directory.resolve("requests.ndjson");
    List<String> arguments = new ArrayList<>(List.of("--port", "0"));
    if (recording) {
      arguments.addAll(List.of("--journal", journal.toString()));
    }
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx2g"));
    options.addAll(List.of(more));
    ChildProcess process =
        ChildProcess.start(
            ChildProcess.java(options, SimulatorMain.class, arguments),
            Map.of(),
            directory.resolve("simulator.log"));
    return new SimulatorProcess(process, process.awaitLine(LISTENING, START_AT_MOST), journal);
  }

  /**
   * Gives a channel a port of its own, so that it can refuse connections, and tells its address.
   */
  public String open(String channel) {
    return new JsonObject(control(channel, new JsonObject().put("port", 0))).getString("url");
  }

  /** Changes its behaviour; keys as the simulator's README lists them. */
  public String control(String channel, JsonObject behaviour) {
    return calls.put("/control/" + channel, behaviour);
  }

  /** Somebody changes what a channel shows; keys as the simulator's README lists them. */
  public void edit(String channel, JsonObject change) {
    calls.post("/control/" + channel + "/edit", change);
  }

  public void goDown(String channel) {
    control(channel, new JsonObject().put("down", true));
  }

  public void comeUp(String channel) {
    control(channel, new JsonObject().put("down", false));
  }

  /** Counts of one channel; all 0 before its first request. */
  public Summary summary(String channel) {
    return summaries().getOrDefault(channel, new Summary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  /** Counts of the channels that had a request. */
  public Map<String, Summary> summaries() {
    try (Stream<String> lines = calls.lines("/report")) {
      return lines
          .map(JsonObject::new)
          .collect(Collectors.toMap(json -> json.getString("channel"), SimulatorProcess::summary));
    }
  }

  public ChannelReport report(String channel) {
    try (Stream<String> lines = calls.lines("/report/" + channel)) {
      List<JsonObject> all = lines.map(JsonObject::new).toList();
      return new ChannelReport(
          summary(all.get(0)), all.stream().skip(1).map(SimulatorProcess::key).toList());
    }
  }

  /** Every request that ended so far, all channels together. */
  public RequestRecords records() {
    // A report flushes the journal first.
    calls.get("/report");
    return records.readOn();
  }

  private static Summary summary(JsonObject json) {
    return new Summary(
        json.getLong("requests"),
        json.getLong("updates"),
        json.getLong("applied"),
        json.getLong("appliedLate"),
        json.getLong("duplicates"),
        json.getLong("staleBegun"),
        json.getLong("staleApplied"),
        json.getLong("overlaps"),
        json.getLong("malformed"),
        json.getLong("distinctRevisions"));
  }

  private static KeyState key(JsonObject json) {
    return new KeyState(
        json.getString("sku"),
        json.getString("facet"),
        json.getString("part"),
        json.getLong("revision"),
        json.getString("value"),
        json.getInteger("arrived"),
        json.getInteger("applied"),
        json.getInteger("staleBegun"),
        json.getInteger("staleApplied"));
  }

  @Override
  public void close() {
    process.close();
  }
}
