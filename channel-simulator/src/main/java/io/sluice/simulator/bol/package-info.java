/**
 * A stand-in for bol's Retailer API v10: login, offers, content, process statuses, the file of all
 * offers. {@code BolMarketplace} is what tests and demos start; it answers as the official
 * description says and shares nothing with the adapter.
 */
@NullMarked
package io.sluice.simulator.bol;

import org.jspecify.annotations.NullMarked;
