package io.sluice.gateway.operations;

/**
 * Something wrong, or worth saying, in a configuration file.
 *
 * @param file its name, without directory
 * @param line from 1; 0 when it is about the file as a whole
 * @param column from 1; 0 when it is about the file as a whole
 * @param severity error, note
 * @param hint what to do about it; may be empty
 */
public record ProblemView(
    String file, int line, int column, String severity, String message, String hint) {}
