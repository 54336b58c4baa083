/**
 * What the channels would show, without a store and without a call: for the merchant's own tests.
 * Plain Java.
 */
@NullMarked
package io.sluice.gateway.rehearsal;

import org.jspecify.annotations.NullMarked;
