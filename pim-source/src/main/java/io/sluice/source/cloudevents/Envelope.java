package io.sluice.source.cloudevents;

import io.sluice.source.ProductEvent;
import io.sluice.source.RefusalCode;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one CloudEvent while they are read, one after the other and in any order; both
 * modes end here.
 */
final class Envelope {
  private @Nullable String id;
  private @Nullable String source;
  private @Nullable String specversion;
  private @Nullable String type;
  private @Nullable String subject;
  private @Nullable String dataContentType;
  private @Nullable Instant time;
  private long sequence = ProductEvent.NO_SEQUENCE;

  /** Takes an attribute; one that we do not know is an extension and of no concern here. */
  void take(String name, String value, Place place) throws InvalidMessage {
    switch (name) {
      case "id" -> id = Text.attribute(value, place);
      case "source" -> source = Text.attribute(value, place);
      case "specversion" -> specversion = value;
      case "type" -> type = Text.attribute(value, place);
      case "subject" -> subject = Text.key(value, place);
      case "time" -> time = time(value, place);
      case "datacontenttype" -> dataContentType = value;
      case "sequence" -> sequence = sequence(value, place);
      default -> {
        // An extension: kept in the event's JSON.
      }
    }
  }

  static boolean isTaken(String name) {
    return switch (name) {
      case "id", "source", "specversion", "type" -> true;
      case "subject", "time", "datacontenttype", "sequence" -> true;
      default -> false;
    };
  }

  private static Instant time(String value, Place place) throws InvalidMessage {
    Instant instant = Rfc3339.parse(value);
    if (instant == null) {
      throw place.refused(
          RefusalCode.CLOUDEVENT_INVALID,
          Text.excerpt(value) + " is no timestamp; write RFC 3339, such as 2026-01-31T12:00:00Z");
    }
    return instant;
  }

  /** Checked without arithmetic: at most 19 digits, and then no overflow. */
  private static long sequence(String value, Place place) throws InvalidMessage {
    boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    long number = -1;
    if (digits && value.length() <= Limits.NUMBER_CHARACTERS) {
      try {
        number = Long.parseLong(value);
      } catch (NumberFormatException e) {
        number = -1;
      }
    }
    if (number < 0) {
      throw place.refused(
          RefusalCode.VERSION_INVALID,
          Text.excerpt(value) + " is no sequence; write decimal digits, 0 to 9223372036854775807");
    }
    return number;
  }

  /** Refuses what is no CloudEvent 1.0 with JSON data. */
  void requireComplete() throws InvalidMessage {
    requireSpecVersion();
    required(id, "id");
    required(source, "source");
    required(type, "type");
    if (dataContentType != null && !MediaType.isJson(MediaType.of(dataContentType))) {
      throw new InvalidMessage(
          RefusalCode.CLOUDEVENT_INVALID,
          "/datacontenttype",
          Text.excerpt(dataContentType) + " is not supported; data must be application/json");
    }
  }

  private void requireSpecVersion() throws InvalidMessage {
    String found = required(specversion, "specversion");
    if (!found.equals("1.0")) {
      throw new InvalidMessage(
          RefusalCode.CLOUDEVENT_INVALID,
          "/specversion",
          Text.excerpt(found) + " is not supported; known is 1.0");
    }
  }

  private static String required(@Nullable String value, String name) throws InvalidMessage {
    if (value == null) {
      throw new InvalidMessage(
          RefusalCode.CLOUDEVENT_INVALID,
          "/" + name,
          name + " is missing; CloudEvents 1.0 requires id, source, specversion and type");
    }
    return value;
  }

  EventType eventType() throws InvalidMessage {
    return EventType.of(required(type, "type"));
  }

  /** The event, once its data is read too. */
  ProductEvent event(Data data, byte[] json, byte[] dataBytes) throws IOException, InvalidMessage {
    String sku = sku(data.sku());
    String name = required(type, "type");
    return new ProductEvent(
        required(id, "id"),
        required(source, "source"),
        name,
        sku,
        time,
        sequence,
        data.change(),
        json,
        Digest.of(name, sku, data.change(), dataBytes));
  }

  private String sku(@Nullable String inData) throws InvalidMessage {
    if (inData != null && subject != null && !inData.equals(subject)) {
      throw new InvalidMessage(
          RefusalCode.SKU_MISMATCH,
          "/subject",
          "subject is %s and data.sku is %s; they must be equal"
              .formatted(Text.excerpt(subject), Text.excerpt(inData)));
    }
    if (inData == null && subject == null) {
      throw new InvalidMessage(
          RefusalCode.FIELD_MISSING,
          "/data/sku",
          "the SKU is missing; give it as subject or as data.sku");
    }
    return inData != null ? inData : Data.required(subject, "sku");
  }
}
