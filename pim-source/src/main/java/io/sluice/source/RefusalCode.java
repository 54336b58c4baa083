package io.sluice.source;

/** Every reason to refuse a message. The text form is what people and APIs see. */
public enum RefusalCode {
  BODY_TOO_LARGE("body.too_large"),
  JSON_SYNTAX("json.syntax"),
  JSON_TRAILING("json.trailing"),
  JSON_DUPLICATE_KEY("json.duplicate_key"),
  JSON_TOO_DEEP("json.too_deep"),
  JSON_NUMBER("json.number"),
  CLOUDEVENT_INVALID("cloudevent.invalid"),
  TYPE_UNKNOWN("type.unknown"),
  TYPE_VERSION_UNKNOWN("type.version_unknown"),
  FIELD_MISSING("field.missing"),
  FIELD_TYPE("field.type"),
  FIELD_VALUE("field.value"),
  SKU_MISMATCH("sku.mismatch"),
  VERSION_MISSING("version.missing"),
  VERSION_INVALID("version.invalid"),
  VERSION_IN_FUTURE("version.in_future"),
  OWNER_UNKNOWN("owner.unknown");

  private final String text;

  RefusalCode(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
