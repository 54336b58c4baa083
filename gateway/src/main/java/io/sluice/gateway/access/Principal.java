package io.sluice.gateway.access;

/** Somebody who has shown who he is. */
public record Principal(String name, Role role) {}
