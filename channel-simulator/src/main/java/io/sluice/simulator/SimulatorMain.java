package io.sluice.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The simulator as a process of its own: {@code --port N [--journal FILE] [--channel
 * NAME=PORT]...}. Prints {@code listening on PORT} once it does; ends on SIGTERM.
 */
public final class SimulatorMain {
  private static final String USAGE = "usage: --port N [--journal FILE] [--channel NAME=PORT]...";

  private int port = -1;
  private @Nullable String journal;
  private final List<String> channels = new ArrayList<>();

  private SimulatorMain() {}

  public static void main(String[] args) {
    SimulatorMain main = new SimulatorMain();
    if (!main.read(args)) {
      System.err.println(USAGE);
      System.exit(2);
    }
    main.run();
  }

  private boolean read(String[] args) {
    for (int i = 0; i + 1 < args.length; i += 2) {
      String value = args[i + 1];
      switch (args[i]) {
        case "--port" -> port = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : -1;
        case "--journal" -> journal = value;
        case "--channel" -> channels.add(value);
        default -> {
          return false;
        }
      }
    }
    return port >= 0
        && args.length % 2 == 0
        && channels.stream().allMatch(channel -> channel.matches("[A-Za-z0-9_-]+=[0-9]{1,5}"));
  }

  private void run() {
    Vertx vertx = Vertx.vertx();
    Future<ChannelSimulator> start =
        journal == null
            ? ChannelSimulator.start(vertx, port)
            : ChannelSimulator.start(vertx, port, journal);
    start.compose(this::openChannels).onComplete(this::started, SimulatorMain::failed);
  }

  private Future<ChannelSimulator> openChannels(ChannelSimulator simulator) {
    Future<Void> opened = Future.succeededFuture();
    for (String channel : channels) {
      int equals = channel.indexOf('=');
      int own = Integer.parseInt(channel.substring(equals + 1));
      String name = channel.substring(0, equals);
      opened = opened.compose(before -> simulator.channel(name).listen(own).mapEmpty());
    }
    return opened.map(simulator);
  }

  private void started(ChannelSimulator simulator) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(simulator)));
    System.out.println("listening on " + simulator.port());
  }

  /** Waits, since the process ends with it and the journal must be whole. */
  private static void end(ChannelSimulator simulator) {
    simulator.close().toCompletionStage().toCompletableFuture().join();
  }

  private static void failed(Throwable failure) {
    System.err.println("cannot start: " + failure.getMessage());
    System.exit(1);
  }
}
