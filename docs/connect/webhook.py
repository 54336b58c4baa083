import base64, hashlib, hmac, json, os, sys, time, urllib.request, uuid

sku, quantity = sys.argv[1], int(sys.argv[2])
body = json.dumps({"specversion": "1.0", "id": str(uuid.uuid4()), "source": "/my-pim", "type": "product.stock.changed",
                   "sequence": str(time.time_ns()), "data": {"sku": sku, "warehouse": "BER", "quantity": quantity}}).encode()
key = base64.b64decode(os.environ["PIM_WEBHOOK_SECRET"].removeprefix("whsec_"))
message, now = "msg_" + str(uuid.uuid4()), str(int(time.time()))
signature = base64.b64encode(hmac.digest(key, f"{message}.{now}.".encode() + body, hashlib.sha256)).decode()
answer = urllib.request.urlopen(urllib.request.Request(os.environ["SLUICE_WEBHOOK"], body, {
    "content-type": "application/cloudevents+json", "webhook-id": message, "webhook-timestamp": now,
    "webhook-signature": "v1," + signature}), timeout=40)
print("published", answer.status, answer.read().decode())
