package io.sluice.gateway.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that runs, and what came of the last look at its files.
 *
 * @param version of what the files said when it was taken over, 12 hex digits
 * @param since when it was taken over
 * @param readAt when the files were last read
 * @param valid whether they were right then; where not, this one stays
 * @param problems errors and notes of that look
 * @param notes what takes effect only at the next start, and what else is worth knowing
 * @param waiting what the files say now, where a person has to approve it first; else null
 */
public record ConfigurationView(
    String version,
    Instant since,
    Instant readAt,
    boolean valid,
    List<ProblemView> problems,
    List<String> notes,
    @Nullable WaitingView waiting) {}
