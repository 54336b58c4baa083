package io.sluice.gateway.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param state connecting, connected, suspended, stopped
 * @param usual whether events that are posted without naming a source are its
 * @param versionFrom sequence, time, arrival
 * @param decisions of the last 200 events
 * @param alarms {@code versions went back: ...}, {@code silent: ...}
 */
public record SourceView(
    String source,
    String kind,
    boolean usual,
    String state,
    Instant since,
    @Nullable String problem,
    String versionFrom,
    long epoch,
    long received,
    long unanswered,
    java.util.Map<String, Integer> decisions,
    List<String> alarms) {}
