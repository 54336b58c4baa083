package io.sluice.source.cloudevents;

/** How much a message may be. Every limit is checked before work grows with what it bounds. */
final class Limits {
  /** One event as a structured document, in bytes. */
  static final int EVENT_BYTES = 1 << 20;

  static final int BATCH_BYTES = 4 << 20;
  static final int BATCH_EVENTS = 1000;

  /** Objects and arrays inside each other, counted from the event's own braces. */
  static final int DEPTH = 64;

  /** SKU, warehouse, price list: in characters (code points). */
  static final int KEY_CHARACTERS = 200;

  /** Attributes of the envelope: in characters (code points). */
  static final int ATTRIBUTE_CHARACTERS = 1024;

  /** Any number as it is written. A double in full has 24. */
  static final int NUMBER_CHARACTERS = 100;

  /** Power of ten of any number; a double ends at 308. */
  static final int NUMBER_EXPONENT = 400;

  static final int MONEY_DIGITS = 18;
  static final int MONEY_SCALE = 6;

  private Limits() {}
}
