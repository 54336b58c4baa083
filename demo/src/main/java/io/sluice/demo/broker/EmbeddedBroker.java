package io.sluice.demo.broker;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHost;
import org.apache.qpid.server.model.VirtualHostNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Apache Qpid in this process, on 127.0.0.1, in memory. It speaks AMQP 0-9-1 well enough to try
 * things out and is no RabbitMQ: no quorum queues, no plugins, nothing survives.
 */
public final class EmbeddedBroker implements AutoCloseable {
  public static final int USUAL_PORT = 5672;

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final String HOST = "127.0.0.1";
  private static final String USER = "guest";

  private final SystemLauncher launcher;
  private final Broker<?> broker;
  private final int port;

  private EmbeddedBroker(SystemLauncher launcher, Broker<?> broker) {
    this.launcher = launcher;
    this.broker = broker;
    // A port that cannot be had leaves the broker standing, without it.
    this.port =
        broker.getPorts().stream()
            .filter(each -> each.getState() == State.ACTIVE)
            .mapToInt(Port::getBoundPort)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("it cannot listen there"));
  }

  /**
   * @param port 0 for any
   * @param work directory for what the broker writes down of itself
   * @throws BrokerException when it cannot start, for example since the port is in use
   */
  public static EmbeddedBroker start(int port, Path work) {
    Container container = new Container();
    SystemLauncher launcher = new SystemLauncher(container);
    try {
      Path settings = Files.createDirectories(work).resolve("broker.json");
      Files.writeString(settings, settings(port).encodePrettily());
      launcher.startup(
          Map.of(
              "type",
              "Memory",
              "initialConfigurationLocation",
              settings.toUri().toString(),
              "startupLoggedToSystemOut",
              false,
              "context",
              Map.of("qpid.work_dir", work.toAbsolutePath().toString())));
      return new EmbeddedBroker(launcher, container.broker());
    } catch (Exception e) {
      // What it throws is as wide as what may be configured.
      launcher.shutdown();
      throw new BrokerException(
          "the broker cannot start on port " + port + ": " + e.getMessage(), e);
    }
  }

  /** The usual port when nobody has it, else 0: any. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT));
      return USUAL_PORT;
    } catch (IOException taken) {
      return 0;
    }
  }

  private static final class Container extends DefaultSystemLauncherListener {
    private @Nullable SystemConfig<?> config;

    @Override
    public void onContainerResolve(SystemConfig<?> systemConfig) {
      config = systemConfig;
    }

    Broker<?> broker() {
      if (config != null && config.getContainer() instanceof Broker<?> started) {
        return started;
      }
      throw new IllegalStateException("it did not come up");
    }
  }

  private static JsonObject settings(int port) {
    return new JsonObject()
        .put("name", "demo")
        .put("modelVersion", "9.0")
        .put("authenticationproviders", new JsonArray().add(users()))
        .put("ports", new JsonArray().add(amqp(port)))
        .put("virtualhostnodes", new JsonArray().add(virtualHost()));
  }

  private static JsonObject users() {
    JsonObject guest =
        new JsonObject().put("name", USER).put("type", "managed").put("password", USER);
    return new JsonObject()
        .put("name", "users")
        .put("type", DemoUsers.TYPE)
        // Without this it offers no PLAIN, which is what clients of RabbitMQ ask for.
        .put("secureOnlyMechanisms", new JsonArray())
        .put("users", new JsonArray().add(guest));
  }

  private static JsonObject amqp(int port) {
    return new JsonObject()
        .put("name", "AMQP")
        .put("port", Integer.toString(port))
        .put("bindingAddress", HOST)
        .put("authenticationProvider", "users")
        .put("protocols", new JsonArray().add("AMQP_0_9_1"))
        // Without these the virtual host "/" is unknown.
        .put(
            "virtualhostaliases",
            new JsonArray()
                .add(new JsonObject().put("name", "names").put("type", "nameAlias"))
                .add(new JsonObject().put("name", "default").put("type", "defaultAlias")));
  }

  private static JsonObject virtualHost() {
    return new JsonObject()
        .put("name", "default")
        .put("type", "Memory")
        .put("defaultVirtualHostNode", "true")
        .put("virtualHostInitialConfiguration", "{\"type\":\"Memory\"}");
  }

  public int port() {
    return port;
  }

  /** With user and password, both {@code guest}. */
  public String uri() {
    return "amqp://%s:%s@%s:%d".formatted(USER, USER, HOST, port);
  }

  /** Messages in a queue; 0 where there is no such queue. */
  public long waiting(String queue) {
    return broker.getVirtualHostNodes().stream()
        .map(VirtualHostNode::getVirtualHost)
        // Has none while it stops.
        .filter(Objects::nonNull)
        .flatMap(host -> queues(host).stream())
        .filter(each -> each.getName().equals(queue))
        .mapToLong(each -> each.getQueueDepthMessages())
        .sum();
  }

  @SuppressWarnings("rawtypes") // the only way to ask for children
  private static Collection<Queue> queues(VirtualHost<?> host) {
    return host.getChildren(Queue.class);
  }

  @Override
  public void close() {
    try {
      launcher.shutdown();
    } catch (RuntimeException closedAlready) {
      // At the end of the process its own hook may have been quicker.
      LOG.debug("the broker was gone already", closedAlready);
    }
  }
}
