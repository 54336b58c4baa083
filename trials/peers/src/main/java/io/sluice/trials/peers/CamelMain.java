package io.sluice.trials.peers;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Apache Camel between RabbitMQ and HTTP, as somebody who knows it would set it up: a durable queue
 * and a route per channel, a circuit breaker around the call, redelivery that keeps the order.
 * Prints {@code ready} once its routes run; ends on SIGTERM.
 */
@Command(name = "camel-peer", mixinStandardHelpOptions = true)
public final class CamelMain implements Callable<Integer> {
  @Option(names = "--amqp", required = true, description = "URI of the broker")
  private String amqp = "";

  @Option(names = "--exchange", required = true, description = "topic exchange of the events")
  private String exchange = "";

  @Option(names = "--queue", required = true, description = "prefix of the queues' names")
  private String queue = "";

  @Option(names = "--url", required = true, description = "where a channel is; once per channel")
  private List<String> urls = List.of();

  @Option(
      names = "--consumers",
      defaultValue = "1",
      description = "per queue; with more than 1 the order is lost")
  private int consumers;

  @Option(names = "--queue-type", defaultValue = "quorum", description = "quorum or classic")
  private String queueType = "";

  @Option(names = "--prefetch", defaultValue = "250", description = "per consumer")
  private int prefetch;

  @Option(
      names = "--acks-every",
      defaultValue = "50",
      description = "so many messages are acknowledged at once")
  private int acksEvery;

  private CamelMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new CamelMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Broker broker = new Broker(amqp, exchange, urls.size() * consumers);
    CamelContext context = new DefaultCamelContext();
    context.setStreamCaching(false);
    context.getShutdownStrategy().setTimeout(20);
    broker.register(context, acksEvery);
    for (int i = 0; i < urls.size(); i++) {
      String name = queue + "." + i;
      broker.declare(name, queueType, consumers == 1);
      context.addRoutes(new ForwardRoute(name, exchange, urls.get(i), consumers, prefetch));
    }
    context.start();
    System.out.println("ready");
    awaitSignal(context, broker);
    return 0;
  }

  private static void awaitSignal(CamelContext context, Broker broker) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  context.stop();
                  broker.close();
                  ended.countDown();
                },
                "shutdown"));
    ended.await();
  }
}
