package io.sluice.trials.bench;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The bare pipe: RabbitMQ's client to Vert.x's HTTP client with nothing between. Each message is
 * posted to every channel at once and acknowledged when all have answered. No order, no journal, no
 * breaker: what these libraries allow. A failed call ends it, since it has nothing to lose.
 */
public final class BareMain {
  private static final int PREFETCH = 1_000;
  private static final int CONNECTIONS_PER_CHANNEL = 32;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final List<Receiver> receivers = new ArrayList<>();

  private BareMain() {}

  /** One channel: an address and a pool of connections of its own. */
  private record Receiver(HttpClient client, RequestOptions options) {
    Future<Buffer> post(Buffer body) {
      return client
          .request(new RequestOptions(options))
          .compose(request -> request.send(body))
          .compose(HttpClientResponse::body);
    }
  }

  /**
   * @param args URI of the broker, exchange, queue, then the channels' addresses
   */
  public static void main(String[] args) throws Exception {
    BareMain main = new BareMain();
    for (String url : Arrays.asList(args).subList(3, args.length)) {
      main.receivers.add(main.receiver(URI.create(url)));
    }
    main.consume(args[0], args[1], args[2]);
    System.out.println("ready.");
  }

  private Receiver receiver(URI url) {
    PoolOptions pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_CHANNEL);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(url.getHost())
            .setPort(url.getPort())
            .setURI(url.getPath())
            .putHeader("content-type", "application/json");
    return new Receiver(vertx.createHttpClient(pool), options);
  }

  private void consume(String uri, String exchange, String queue) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    Channel channel = factory.newConnection("bare").createChannel();
    channel.exchangeDeclare(exchange, "topic", true);
    channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
    channel.queueBind(queue, exchange, "#");
    channel.basicQos(PREFETCH);
    channel.basicConsume(queue, false, new Posting(channel));
  }

  private final class Posting extends DefaultConsumer {
    Posting(Channel channel) {
      super(channel);
    }

    @Override
    public void handleDelivery(
        String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
      context.runOnContext(any -> post(envelope.getDeliveryTag(), Buffer.buffer(body)));
    }

    private void post(long tag, Buffer body) {
      List<Future<Buffer>> answers = new ArrayList<>(receivers.size());
      for (Receiver receiver : receivers) {
        answers.add(receiver.post(body));
      }
      Future.all(answers).onComplete(all -> acknowledge(tag), BareMain::giveUp);
    }

    private void acknowledge(long tag) {
      try {
        getChannel().basicAck(tag, false);
      } catch (IOException e) {
        giveUp(e);
      }
    }
  }

  private static void giveUp(Throwable failure) {
    failure.printStackTrace();
    Runtime.getRuntime().halt(1);
  }
}
