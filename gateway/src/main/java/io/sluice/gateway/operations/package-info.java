/**
 * What people can see and do: the one interface under REST, command line and page, and the views it
 * answers with. Plain values; who implements it decides on which context each answer is put
 * together.
 */
@NullMarked
package io.sluice.gateway.operations;

import org.jspecify.annotations.NullMarked;
