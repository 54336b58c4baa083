package io.sluice.source.cloudevents;

import io.sluice.source.Change;
import io.sluice.source.RefusalCode;
import java.io.IOException;

/**
 * {@code data} of {@code product.created} and {@code product.updated}: the types of the fields we
 * know are checked, everything else is left as it is. The bytes themselves are the content.
 */
final class ProductData {
  private ProductData() {}

  /**
   * @param bytes the object that {@code fields} walks over
   */
  static Data read(Fields fields, byte[] bytes) throws IOException, InvalidMessage {
    String sku = null;
    for (String name = fields.nextField(); name != null; name = fields.nextField()) {
      if (name.equals("sku")) {
        sku = fields.key();
      } else {
        check(name, fields);
      }
    }
    return new Data(sku, new Change.Product(bytes));
  }

  private static void check(String name, Fields fields) throws IOException, InvalidMessage {
    switch (name) {
      case "name", "description", "brand", "tax_class" -> fields.text();
      case "parent" -> fields.key();
      case "gtin" -> gtin(fields);
      case "categories" -> categories(fields);
      case "variant" -> variant(fields);
      case "images" -> objects(fields, ProductData::image);
      case "components" -> objects(fields, ProductData::component);
      case "attributes" -> attributes(fields);
      case "localized" -> localized(fields);
      default -> fields.skip();
    }
  }

  private static void gtin(Fields fields) throws IOException, InvalidMessage {
    String gtin = fields.text();
    if (gtin != null && !isGtin(gtin)) {
      throw fields.refused(
          RefusalCode.FIELD_VALUE,
          Text.excerpt(gtin) + " is no GTIN; write 8, 12, 13 or 14 digits, or null");
    }
  }

  private static boolean isGtin(String text) {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    int length = text.length();
    return digits && (length == 8 || (length >= 12 && length <= 14));
  }

  private static void categories(Fields fields) throws IOException, InvalidMessage {
    if (!fields.enterArray()) {
      return;
    }
    while (fields.nextElement()) {
      if (fields.text() == null) {
        throw fields.wrongType("text");
      }
    }
  }

  private static void variant(Fields fields) throws IOException, InvalidMessage {
    if (!fields.enterObject()) {
      return;
    }
    while (fields.nextField() != null) {
      if (!fields.isScalar()) {
        throw fields.wrongType("text, a number or true or false");
      }
      fields.skip();
    }
  }

  private static void attributes(Fields fields) throws IOException, InvalidMessage {
    if (fields.enterObject()) {
      skipFields(fields);
    }
  }

  private static void localized(Fields fields) throws IOException, InvalidMessage {
    if (!fields.enterObject()) {
      return;
    }
    while (fields.nextField() != null) {
      if (!fields.enterObject()) {
        throw fields.wrongType("an object");
      }
      skipFields(fields);
    }
  }

  private static void skipFields(Fields fields) throws IOException, InvalidMessage {
    while (fields.nextField() != null) {
      fields.skip();
    }
  }

  private interface Element {
    void check(Fields fields) throws IOException, InvalidMessage;
  }

  private static void objects(Fields fields, Element element) throws IOException, InvalidMessage {
    if (!fields.enterArray()) {
      return;
    }
    while (fields.nextElement()) {
      if (!fields.enterObject()) {
        throw fields.wrongType("an object");
      }
      element.check(fields);
    }
  }

  private static void image(Fields fields) throws IOException, InvalidMessage {
    boolean hasUrl = false;
    for (String name = fields.nextField(); name != null; name = fields.nextField()) {
      switch (name) {
        case "url" -> hasUrl = fields.text() != null;
        case "role" -> fields.text();
        case "position" -> atLeast(0, fields);
        default -> fields.skip();
      }
    }
    require(hasUrl, fields, "url");
  }

  private static void component(Fields fields) throws IOException, InvalidMessage {
    boolean hasSku = false;
    boolean hasQuantity = false;
    for (String name = fields.nextField(); name != null; name = fields.nextField()) {
      switch (name) {
        case "sku" -> hasSku = fields.key() != null;
        case "quantity" -> hasQuantity = atLeast(1, fields);
        default -> fields.skip();
      }
    }
    require(hasSku, fields, "sku");
    require(hasQuantity, fields, "quantity");
  }

  private static boolean atLeast(long least, Fields fields) throws IOException, InvalidMessage {
    if (fields.isNull()) {
      return false;
    }
    long value = fields.whole();
    if (value < least) {
      throw fields.refused(RefusalCode.FIELD_VALUE, value + " is below " + least);
    }
    return true;
  }

  /** Called at the end of the object, where the place is the object itself again. */
  private static void require(boolean present, Place object, String name) throws InvalidMessage {
    if (!present) {
      throw object.missing(name);
    }
  }
}
