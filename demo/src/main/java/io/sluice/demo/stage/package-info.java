/** Broker, stand-in channels and gateway, put together and let go of again. */
@NullMarked
package io.sluice.demo.stage;

import org.jspecify.annotations.NullMarked;
