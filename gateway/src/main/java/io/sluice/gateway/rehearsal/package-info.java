/**
 * What the channels would show and be sent, without a store and without a call: for the merchant's
 * own tests and for previews. Plain Java.
 */
@NullMarked
package io.sluice.gateway.rehearsal;

import org.jspecify.annotations.NullMarked;
