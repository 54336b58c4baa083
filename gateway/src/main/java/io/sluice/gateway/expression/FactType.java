package io.sluice.gateway.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;

/** What kind of value a fact is. */
public enum FactType {
  /** {@link String} */
  TEXT("text", SimpleType.STRING),
  /** {@link java.math.BigDecimal}; expressions compare it as a double */
  NUMBER("number", SimpleType.DOUBLE),
  /** {@link Long} */
  WHOLE("whole number", SimpleType.INT),
  /** {@link Boolean} */
  YES_NO("yes or no", SimpleType.BOOL),
  /** {@code List<String>} */
  TEXTS("list of texts", ListType.create(SimpleType.STRING));

  private final String word;
  private final CelType type;

  FactType(String word, CelType type) {
    this.word = word;
    this.type = type;
  }

  /** For people. */
  public String word() {
    return word;
  }

  CelType type() {
    return type;
  }
}
