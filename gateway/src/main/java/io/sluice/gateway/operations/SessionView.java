package io.sluice.gateway.operations;

import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param needed whether one has to sign in at all
 * @param name null: nobody is signed in
 * @param role viewer, operator, admin: what he may do; null where nobody is signed in and one has
 *     to
 */
public record SessionView(boolean needed, @Nullable String name, @Nullable String role) {}
