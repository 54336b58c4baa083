/** From facts to what a channel is told. Plain Java; the merchant's rules come in here. */
@NullMarked
package io.sluice.gateway.render;

import org.jspecify.annotations.NullMarked;
