package io.sluice.source.cloudevents;

import io.sluice.source.RefusalCode;

/** The types we know. A name may carry its major version: {@code product.stock.changed.v1}. */
enum EventType {
  STOCK_CHANGED("product.stock.changed"),
  PRICE_CHANGED("product.price.changed"),
  CREATED("product.created"),
  UPDATED("product.updated"),
  DISCONTINUED("product.discontinued");

  private static final String KNOWN_VERSION = "1";

  private final String text;

  EventType(String text) {
    this.text = text;
  }

  static EventType of(String name) throws InvalidMessage {
    for (EventType type : values()) {
      if (name.equals(type.text)) {
        return type;
      }
    }
    return ofVersioned(name);
  }

  private static EventType ofVersioned(String name) throws InvalidMessage {
    for (EventType type : values()) {
      String version = version(name, type.text);
      if (version.equals(KNOWN_VERSION)) {
        return type;
      }
      if (!version.isEmpty()) {
        throw new InvalidMessage(
            RefusalCode.TYPE_VERSION_UNKNOWN,
            "/type",
            "version %s of %s is not known; known is v1, written with or without the suffix .v1"
                .formatted(Text.excerpt(version), type.text));
      }
    }
    throw new InvalidMessage(
        RefusalCode.TYPE_UNKNOWN,
        "/type",
        "type %s is not known; known are %s".formatted(Text.excerpt(name), known()));
  }

  /** The digits after {@code .v}, or "" when the name is another type's. */
  private static String version(String name, String type) {
    if (!name.startsWith(type) || !name.startsWith(".v", type.length())) {
      return "";
    }
    String version = name.substring(type.length() + 2);
    return version.chars().allMatch(c -> c >= '0' && c <= '9') ? version : "";
  }

  private static String known() {
    StringBuilder names = new StringBuilder();
    for (EventType type : values()) {
      names.append(names.isEmpty() ? "" : ", ").append(type.text);
    }
    return names.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
