<?php
require 'vendor/autoload.php'; // php-amqplib/php-amqplib
use PhpAmqpLib\Connection\AMQPStreamConnection;
use PhpAmqpLib\Message\AMQPMessage;
use PhpAmqpLib\Wire\AMQPTable;

[, $sku, $quantity] = $argv;
$event = ['specversion' => '1.0', 'id' => bin2hex(random_bytes(16)), 'source' => '/my-pim',
    'type' => 'product.stock.changed', 'sequence' => sprintf('%d', microtime(true) * 1000000),
    'data' => ['sku' => $sku, 'warehouse' => 'BER', 'quantity' => (int) $quantity]];
$uri = parse_url(getenv('SLUICE_AMQP_URI'));
$connection = new AMQPStreamConnection($uri['host'], $uri['port'] ?? 5672, $uri['user'], $uri['pass']);
$channel = $connection->channel();
$channel->confirm_select();
$channel->set_return_listener(fn () => exit("no queue takes it\n"));
$channel->set_nack_handler(fn () => exit("the broker refused it\n"));
$channel->basic_publish(new AMQPMessage(json_encode($event), ['content_type' => 'application/cloudevents+json',
    'delivery_mode' => 2, 'application_headers' => new AMQPTable(['sku' => $sku])]), 'product.events', 'stock', true);
$channel->wait_for_pending_acks_returns(5);
$connection->close();
echo "published {$event['id']}\n";
