package io.sluice.gateway.config;

/**
 * The name that a channel had before.
 *
 * @param line where that is written in {@code channels.yaml}, from 1
 * @param column from 1
 */
public record Was(String name, int line, int column) {}
