/**
 * A stand-in for marketplaces: takes updates over HTTP, writes down every request and its effect,
 * counts what must never happen, and misbehaves on demand. Shares no code with what it tests.
 */
@NullMarked
package io.sluice.simulator;

import org.jspecify.annotations.NullMarked;
