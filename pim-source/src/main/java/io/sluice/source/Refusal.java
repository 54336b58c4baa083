package io.sluice.source;

/**
 * Why a message is no valid event.
 *
 * @param code stable, dotted, lower case: {@code json.syntax}, {@code field.missing}, ...; the list
 *     is {@link RefusalCode}
 * @param path JSON pointer to the field, empty for the message as a whole
 * @param message one sentence for a person: what was found, what is allowed
 */
public record Refusal(RefusalCode code, String path, String message) {}
