package io.sluice.trials.peers;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** From one queue to one URL: each message a POST, acknowledged when it was accepted. */
final class ForwardRoute extends RouteBuilder {
  private static final int FIRST_DELAY_MS = 100;
  private static final int LONGEST_DELAY_MS = 1_000;
  private static final int BREAKER_CALLS = 20;
  private static final int BREAKER_OPEN_SECONDS = 1;

  private final String queue;
  private final String exchange;
  private final String url;
  private final int consumers;
  private final int prefetch;

  ForwardRoute(String queue, String exchange, String url, int consumers, int prefetch) {
    this.queue = queue;
    this.exchange = exchange;
    this.url = url;
    this.consumers = consumers;
    this.prefetch = prefetch;
  }

  @Override
  public void configure() {
    // Without end and on the consumer's thread: what comes later waits, and nothing is given up.
    errorHandler(
        defaultErrorHandler()
            .maximumRedeliveries(-1)
            .redeliveryDelay(FIRST_DELAY_MS)
            .backOffMultiplier(2)
            .useExponentialBackOff()
            .maximumRedeliveryDelay(LONGEST_DELAY_MS)
            .logStackTrace(false));
    from(source())
        .routeId(queue)
        .removeHeaders("*")
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        .to(call());
    callThroughBreaker();
  }

  /**
   * A route of its own: Camel does not try a circuit breaker again, only what stands around it. An
   * open breaker must fail the exchange, or Camel goes on as if it had been sent.
   */
  private void callThroughBreaker() {
    from(call())
        .routeId(queue + ".call")
        .errorHandler(noErrorHandler())
        .circuitBreaker()
        .resilience4jConfiguration()
        .throwExceptionWhenHalfOpenOrOpenState(true)
        .slidingWindowSize(BREAKER_CALLS)
        .minimumNumberOfCalls(BREAKER_CALLS)
        .waitDurationInOpenState(BREAKER_OPEN_SECONDS)
        .end()
        .to(target())
        .end();
  }

  private String call() {
    return "direct:" + queue;
  }

  /** Rejected without going back to its queue, Camel's default, a message would be lost. */
  private String source() {
    return "spring-rabbitmq:%s?queues=%s&routingKey=%%23".formatted(exchange, queue)
        + "&messageListenerContainerType=DMLC&acknowledgeMode=AUTO&exchangePattern=InOnly"
        + "&autoDeclare=false&rejectAndDontRequeue=false&concurrentConsumers=%d&prefetchCount=%d"
            .formatted(consumers, prefetch);
  }

  /**
   * A pool of connections of its own for each route. The method as an option: as a header it is
   * looked up among all type converters for each message, which takes half of the time.
   */
  private String target() {
    return url
        + (url.contains("?") ? "&" : "?")
        + "httpMethod=POST&ignoreResponseBody=true&copyHeaders=false&skipResponseHeaders=true"
        + "&maxTotalConnections=%d&connectionsPerRoute=%d".formatted(consumers, consumers)
        + "&responseTimeout=30000";
  }
}
