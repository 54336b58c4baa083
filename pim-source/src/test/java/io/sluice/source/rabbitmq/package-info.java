@NullMarked
package io.sluice.source.rabbitmq;

import org.jspecify.annotations.NullMarked;
