package io.sluice.gateway.catalog;

/** What intake made of an event; stored in the journal row and never decided again. */
public enum Decision {
  NEW("new"),
  /** Version below the mark. */
  STALE("stale"),
  /** Same identity and content as an earlier one. */
  DUPLICATE("duplicate"),
  /** Same version or identity with other content. */
  CONFLICT("conflict"),
  /** From a source that does not own this facet. */
  NOT_OWNED("not owned");

  private static final Decision[] ALL = values();
  private final String text;

  Decision(String text) {
    this.text = text;
  }

  public byte code() {
    return (byte) ordinal();
  }

  public static Decision of(byte code) {
    return ALL[code];
  }

  @Override
  public String toString() {
    return text;
  }
}
