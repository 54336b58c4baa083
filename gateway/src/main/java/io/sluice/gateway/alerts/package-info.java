/**
 * Decides who is told of what, and when: views of the gateway in, messages out. Plain Java, one
 * owner, told the time.
 */
@NullMarked
package io.sluice.gateway.alerts;

import org.jspecify.annotations.NullMarked;
