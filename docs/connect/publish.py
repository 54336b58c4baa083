import json, os, sys, time, uuid
import pika  # Debian: python3-pika

sku, quantity = sys.argv[1], int(sys.argv[2])
event = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "/my-pim", "type": "product.stock.changed",
         "sequence": str(time.time_ns()), "data": {"sku": sku, "warehouse": "BER", "quantity": quantity}}
connection = pika.BlockingConnection(pika.URLParameters(os.environ["SLUICE_AMQP_URI"]))
channel = connection.channel()
if connection.publisher_confirms_supported:  # by RabbitMQ; not by the broker of the demo
    channel.confirm_delivery()  # from now on basic_publish returns once the broker has it, or raises
channel.basic_publish("product.events", "stock", json.dumps(event), mandatory=True, properties=pika.BasicProperties(
    content_type="application/cloudevents+json", delivery_mode=2, headers={"sku": sku}))
connection.close()
print("published", event["id"])
