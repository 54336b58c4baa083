package io.sluice.gateway.operations;

/** What a person decides about held deliveries or dead letters. */
public enum HeldAction {
  /** Dead letters: their keys are touched, so the newest values are sent. */
  REDRIVE("redrive"),
  /** Dead letters: nobody wants them. */
  DISCARD("discard"),
  /** What the guard holds goes out. */
  APPROVE_HELD("approve held"),
  /** What the guard or the rules hold: nobody wants it, a later change is judged anew. */
  DISCARD_HELD("discard held");

  private final String text;

  HeldAction(String text) {
    this.text = text;
  }

  /** Whether it is about dead letters. */
  public boolean ofDead() {
    return this == REDRIVE || this == DISCARD;
  }

  @Override
  public String toString() {
    return text;
  }
}
