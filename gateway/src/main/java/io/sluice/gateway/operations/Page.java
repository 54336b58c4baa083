package io.sluice.gateway.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param next cursor of the following page, null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {}
