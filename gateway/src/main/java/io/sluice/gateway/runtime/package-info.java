/**
 * Runs the cores: verticles that feed one core each and carry out its effects, the start, the stop,
 * and what has to be looked after meanwhile.
 *
 * <ul>
 *   <li>{@link io.sluice.gateway.runtime.Gateway} starts and stops all of it, in this order.
 *   <li>{@code IntakeVerticle} owns intake and writes the catalog, {@code CatalogCheckpoint} writes
 *       it behind.
 *   <li>{@code RunningChannels} has a {@code ChannelVerticle} for each channel of the file, those
 *       of an account on one context.
 *   <li>{@code Housekeeping} watches the store, {@code Reloads} the configuration's files.
 *   <li>{@code GatewayOperations} puts together what people ask: for each interface of {@link
 *       io.sluice.gateway.operations.Operations} the one class that implements it.
 *   <li>{@link io.sluice.gateway.runtime.GatewayRunner} does what the command line asks for on this
 *       machine.
 * </ul>
 */
@NullMarked
package io.sluice.gateway.runtime;

import org.jspecify.annotations.NullMarked;
