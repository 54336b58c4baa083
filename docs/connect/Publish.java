import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.ConnectionFactory;
import java.util.Map;
import java.util.UUID;

/** java -cp "amqp-client.jar:slf4j-api.jar" Publish.java SKU QUANTITY */
class Publish {
  public static void main(String[] args) throws Exception {
    String sku = args[0];
    String event = """
        {"specversion": "1.0", "id": "%s", "source": "/my-pim", "type": "product.stock.changed",
         "sequence": "%d", "data": {"sku": "%s", "warehouse": "BER", "quantity": %d}}
        """.formatted(UUID.randomUUID(), System.currentTimeMillis() * 1000, sku, Long.valueOf(args[1]));
    var factory = new ConnectionFactory();
    factory.setUri(System.getenv("SLUICE_AMQP_URI"));
    try (var connection = factory.newConnection(); var channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.addReturnListener(returned -> { throw new IllegalStateException("no queue takes it"); });
      channel.basicPublish("product.events", "stock", true,
          new BasicProperties.Builder().contentType("application/cloudevents+json").deliveryMode(2).headers(Map.of("sku", sku)).build(),
          event.getBytes("UTF-8"));
      channel.waitForConfirmsOrDie(5000);
    }
    System.out.println("published");
  }
}
