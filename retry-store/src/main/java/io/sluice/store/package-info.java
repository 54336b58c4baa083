/**
 * The durable memory: journal, outcomes, checkpoints, cursors, held rows, refused rows, settings.
 * It knows keys, positions, versions and opaque bytes, never products.
 */
@NullMarked
package io.sluice.store;

import org.jspecify.annotations.NullMarked;
