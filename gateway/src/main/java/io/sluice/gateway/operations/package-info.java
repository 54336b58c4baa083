/**
 * What people can see and do: under REST, command line and page one interface for each subject,
 * {@link io.sluice.gateway.operations.Operations} with all of them, and the views they answer with.
 * Plain values; who implements an interface decides on which context each answer is put together.
 */
@NullMarked
package io.sluice.gateway.operations;

import org.jspecify.annotations.NullMarked;
