package io.sluice.adapter;

/**
 * Something wrong with a channel's settings that its adapter alone can see.
 *
 * @param path keys from the channel down, dots between: {@code auth.bearer}
 * @param message what is wrong and what is allowed; never a secret
 */
public record SettingProblem(String path, String message) {}
