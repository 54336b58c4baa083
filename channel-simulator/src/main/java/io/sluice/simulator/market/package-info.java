/**
 * What the stand-in marketplaces share: a server with faults on demand, buckets, tokens, counted
 * violations. One package per marketplace beside this one; nothing here knows any of them.
 */
@NullMarked
package io.sluice.simulator.market;

import org.jspecify.annotations.NullMarked;
