package io.sluice.gateway.channel;

/**
 * @param untilMs end, or {@link Long#MAX_VALUE}: until somebody resumes
 */
public record Pause(String who, String reason, long untilMs) {}
