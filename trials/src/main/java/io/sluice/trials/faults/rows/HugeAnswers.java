package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.GatewayProcess;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.Answerer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** N8: answers that want to be read to the end. The heap is fixed, so what grows is beside it. */
final class HugeAnswers {
  static final Row ROW =
      new Row(
          "N8",
          "malformed, endless, 1 GB, zip bomb, 10,000 headers",
          "memory grows <= 32 MiB; <= 4 MiB read of an answer; others unharmed",
          HugeAnswers::play);

  private static final int PIECE = 64 << 10;
  private static final Duration PAUSE = Duration.ofMillis(4);

  private HugeAnswers() {}

  private static void play(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    Flood gigabyte = new Flood("HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n", "");
    Flood endless = new Flood("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "10000\r\n");
    Map<String, Answerer> answers =
        Map.of(
            "gigabyte", gigabyte,
            "endless", endless,
            "bomb", bomb(),
            "malformed", Answerer.of("HTTP/9 what?\r\n\u0000\r\n\r\n"),
            "headers", Answerer.of("HTTP/1.1 200 OK\r\n" + "x-y: z\r\n".repeat(10_000) + "\r\n"));
    answers
        .keySet()
        .forEach(
            name ->
                channels.add(stage.linked(stage.state(name)).with("breaker: { probe_every: 1s }")));
    stage.configure(channels);
    stage
        .use(
            GatewayProcess.in(
                stage.directory(),
                stage.brokerUri(),
                "128m",
                Stage.quick("-Xms128m", "-XX:+AlwaysPreTouch")))
        .start();
    stage.awaitConnected();
    stage.publish();
    Isolation isolation = Isolation.begin(stage);
    stage.lasts(3, 20);
    long before = stage.gateway().state().residentBytes();
    isolation.faultBegins();
    answers.forEach((name, answer) -> stage.link(name).answerBy(answer));
    stage.lasts(5, 60);
    isolation.faultEnds();
    double grown = (stage.gateway().state().peakBytes() - before) / (double) (1 << 20);
    stage.figures().atMost("memory grew", Math.rint(grown), 32, " MiB");
    stage.figures().atMost("read of 1 GB", gigabyte.mostMegabytes(), 4, " MiB");
    stage.figures().atMost("read of endless", endless.mostMegabytes(), 4, " MiB");
    answers.keySet().forEach(name -> stage.link(name).heal());
    answers.keySet().forEach(name -> stage.api().steer(name, "resume"));
    stage.finish();
    isolation.judge();
  }

  private static Answerer bomb() {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
        byte[] nothing = new byte[1 << 20];
        for (int megabyte = 0; megabyte < 100; megabyte++) {
          zip.write(nothing);
        }
      }
      return Answerer.of(
          200,
          "application/json",
          bytes.toString(StandardCharsets.ISO_8859_1),
          "content-encoding: gzip");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes 16 MiB a second until the other side hangs up. What counts as read is what could be
   * written; faster, the kernel would take megabytes in that nobody reads.
   */
  private static final class Flood implements Answerer {
    private final String begin;
    private final String chunk;
    private final AtomicLong most = new AtomicLong();

    Flood(String begin, String chunk) {
      this.begin = begin;
      this.chunk = chunk;
    }

    double mostMegabytes() {
      return most.get() / (double) (1 << 20);
    }

    @Override
    public boolean answer(String head, String body, Socket client) throws IOException {
      client.setSendBufferSize(PIECE);
      var out = client.getOutputStream();
      out.write(begin.getBytes(StandardCharsets.US_ASCII));
      byte[] piece = new byte[PIECE];
      for (long written = 0; ; written += PIECE) {
        most.accumulateAndGet(written, Math::max);
        LockSupport.parkNanos(PAUSE.toNanos());
        out.write(chunk.getBytes(StandardCharsets.US_ASCII));
        out.write(piece);
        if (!chunk.isEmpty()) {
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  }
}
