package io.sluice.gateway.alerts;

import java.time.Duration;

/** What a person is told of; each with how long it has to last unless the file says otherwise. */
public enum Condition {
  CHANNEL_OFFLINE(
      Duration.ofMinutes(5),
      "Channel %s is offline",
      "Channel %s is no longer offline",
      "What it is owed waits, in order, and the other channels go on. It is tried by itself; at"
          + " once: sluice probe %s"),
  NEEDS_ATTENTION(
      Duration.ZERO,
      "Channel %s waits for a person",
      "Channel %s no longer waits for a person",
      "It does not go on by itself. When what is wrong there is mended: sluice resume %s"),
  BACKLOG(
      Duration.ofMinutes(5),
      "Channel %s is behind",
      "Channel %s is no longer behind",
      "What waits, and why: sluice backlog %s"),
  GUARD(
      Duration.ZERO,
      "The guard of channel %s holds changes",
      "The guard of channel %s holds nothing any more",
      "Somebody has to decide: sluice held --why guard --channel %s"),
  HELD(
      Duration.ofHours(1),
      "The rules of channel %s hold products",
      "The rules of channel %s hold no products any more",
      "Which, and what they lack: sluice held --channel %s"),
  DEAD_LETTERS(
      Duration.ZERO,
      "Channel %s has dead letters",
      "Channel %s has no dead letters any more",
      "Which, and why: sluice dead-letters list --channel %s"),
  SOURCE_SILENT(
      Duration.ZERO,
      "Source %s is silent",
      "Source %s speaks again",
      "Does its sender run? What it said last: sluice source"),
  SOURCE_DISCONNECTED(
      Duration.ofMinutes(5),
      "Source %s has no broker",
      "Source %s has its broker again",
      "Nothing is lost, the events wait with the broker. What it answers: sluice source"),
  INTAKE_SUSPENDED(
      Duration.ofMinutes(1),
      "The gateway takes no events",
      "The gateway takes events again",
      "Nothing is lost, the events wait with the broker. GET /health/ready says what is wrong"),
  CONFIGURATION_INVALID(
      Duration.ofMinutes(5),
      "A configuration file has mistakes",
      "The configuration files have no mistakes any more",
      "The configuration before goes on. Where the mistakes are: sluice reload"),
  CONFIGURATION_WAITING(
      Duration.ofMinutes(5),
      "A changed configuration waits for approval",
      "No configuration waits for approval any more",
      "What it would change, and the decision: sluice approve");

  private final Duration lasting;
  private final String title;
  private final String over;
  private final String hint;

  Condition(Duration lasting, String title, String over, String hint) {
    this.lasting = lasting;
    this.title = title;
    this.over = over;
    this.hint = hint;
  }

  /** Unless the file says otherwise. */
  public Duration lasting() {
    return lasting;
  }

  /** Whether it is about how many there are. */
  public boolean counts() {
    return this == HELD || this == DEAD_LETTERS;
  }

  /**
   * @param subject name of the channel or of the source; empty where it is about the gateway
   */
  String title(String subject) {
    return title.formatted(subject);
  }

  String over(String subject) {
    return over.formatted(subject);
  }

  /** What to do. */
  String hint(String subject) {
    return hint.formatted(subject);
  }
}
