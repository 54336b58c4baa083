package io.sluice.trials.faults;

import io.sluice.trials.GatewayProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The heap of a gateway after its garbage was collected, in megabytes. */
public final class LiveHeap {
  private static final String USED = "jvm_memory_used_bytes{area=\"heap\"";

  private LiveHeap() {}

  public static double megabytes(GatewayProcess gateway) {
    collect(gateway.pid());
    return gateway.api().metric(USED) / (1 << 20);
  }

  /** Without the tool of a JDK the garbage counts too. */
  private static void collect(long pid) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, "-J-XX:TieredStopAtLevel=1", Long.toString(pid), "GC.run")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException noJdk) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
