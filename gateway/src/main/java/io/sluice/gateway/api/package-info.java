/**
 * REST over {@link io.sluice.gateway.operations.Operations}. The document is {@code openapi.yaml};
 * one table of routes makes the router, and a test holds the two against each other.
 */
@NullMarked
package io.sluice.gateway.api;

import org.jspecify.annotations.NullMarked;
