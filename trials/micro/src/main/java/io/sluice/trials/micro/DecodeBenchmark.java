package io.sluice.trials.micro;

import io.sluice.source.Decoded;
import io.sluice.source.RawMessage;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a message to an event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
  private static final int MESSAGES = 1_024;

  private final CloudEventsDecoder decoder = new CloudEventsDecoder();
  private final RawMessage[] messages = new RawMessage[MESSAGES];
  private int next;

  @Setup
  public void write() {
    Samples samples = new Samples();
    for (int i = 0; i < MESSAGES; i++) {
      messages[i] = samples.message(i);
    }
  }

  @Benchmark
  public Decoded decode() {
    return decoder.decode(messages[next++ & (MESSAGES - 1)]);
  }
}
