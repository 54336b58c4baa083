package io.sluice.adapter.http;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The body of a call with one update. In this package because nobody else may write bodies. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BodyBenchmark {
  private final BodyWriter writer = new BodyWriter(false, false);
  private final ChannelCall call =
      new ChannelCall(
          "c_0123456789abcdef0123456789abcdef",
          List.of(
              new ChannelUpdate(
                  "u_0123456789abcdef0123456789abcdef",
                  "SKU-4711",
                  Facet.STOCK,
                  815,
                  "4711",
                  "pim",
                  Instant.ofEpochMilli(1_700_000_000_000L),
                  new Value.Stock(42, Map.of("BER", 42L)),
                  Listed.YES,
                  null)));

  @Benchmark
  public byte[] body() {
    return writer.write(call);
  }
}
