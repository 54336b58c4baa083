/**
 * Events from a RabbitMQ queue, acknowledged when they are durable and never before. Reconnects by
 * itself: the client's own recovery would carry delivery tags over to a channel they do not belong
 * to.
 */
@NullMarked
package io.sluice.source.rabbitmq;

import org.jspecify.annotations.NullMarked;
