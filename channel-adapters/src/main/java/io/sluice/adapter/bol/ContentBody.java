package io.sluice.adapter.bol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A product's content in the form of bol's data model: attributes by their ids, and images. {@code
 * content.Width [mm]} among the fields is the attribute Width, in millimetres.
 */
final class ContentBody {
  // The schema's (CreateProductContentSingleRequest).
  private static final int MOST_ATTRIBUTES = 150;
  private static final int MOST_VALUES = 300;
  private static final int LONGEST_VALUE = 10_000;
  private static final int LONGEST_ID = 100;
  private static final int MOST_ASSETS = 30;

  private static final String PREFIX = "content.";
  private static final Pattern UNIT = Pattern.compile("(.+?) \\[([^\\]]+)\\]");

  private ContentBody() {}

  static Map<String, Object> of(String language, ProductFields fields) throws ProductFields.Unfit {
    Map<String, Object> attributes = new LinkedHashMap<>();
    put(attributes, "EAN", fields.ean());
    put(attributes, "Name", fields.text("title", fields.text("name")));
    put(attributes, "Description", fields.text("description"));
    put(attributes, "Brand", fields.text("brand"));
    for (Map.Entry<?, ?> member : fields.members().entrySet()) {
      String name = String.valueOf(member.getKey());
      if (name.startsWith(PREFIX)) {
        put(attributes, name.substring(PREFIX.length()), member.getValue());
      }
    }
    if (attributes.size() > MOST_ATTRIBUTES) {
      throw unfit("bol takes %d attributes at most".formatted(MOST_ATTRIBUTES));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("language", language);
    body.put("attributes", List.copyOf(attributes.values()));
    List<Object> assets = assets(fields);
    if (!assets.isEmpty()) {
      body.put("assets", assets);
    }
    return body;
  }

  private static ProductFields.Unfit unfit(String reason) {
    return new ProductFields.Unfit("content", reason);
  }

  /**
   * @param name id and perhaps unit of the attribute
   * @param value a text, a number, or a list of them; what is empty is left out
   */
  private static void put(Map<String, Object> attributes, String name, @Nullable Object value)
      throws ProductFields.Unfit {
    Matcher unit = UNIT.matcher(name);
    boolean hasUnit = unit.matches();
    String id = hasUnit ? unit.group(1) : name;
    if (id.length() > LONGEST_ID) {
      throw unfit("the attribute id %s is longer than %d".formatted(id, LONGEST_ID));
    }
    List<Object> values = new ArrayList<>();
    for (Object each : value instanceof List<?> list ? list : listOf(value)) {
      String text = text(each);
      if (text.length() > LONGEST_VALUE) {
        throw unfit("%s is longer than %d characters".formatted(id, LONGEST_VALUE));
      } else if (!text.isBlank()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("value", text);
        // The schema wants a unit everywhere.
        one.put("unitId", hasUnit ? unit.group(2) : "");
        values.add(one);
      }
    }
    if (values.size() > MOST_VALUES) {
      throw unfit("%s has more than %d values".formatted(id, MOST_VALUES));
    } else if (!values.isEmpty()) {
      Map<String, Object> attribute = new LinkedHashMap<>();
      attribute.put("id", id);
      attribute.put("values", values);
      attributes.put(id, attribute);
    }
  }

  private static List<?> listOf(@Nullable Object value) {
    return value == null ? List.of() : List.of(value);
  }

  private static String text(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value == null ? "" : value.toString();
  }

  private static List<Object> assets(ProductFields fields) throws ProductFields.Unfit {
    List<Object> assets = new ArrayList<>();
    if (fields.members().get("images") instanceof List<?> images) {
      for (Object image : images) {
        String url = image instanceof Map<?, ?> map ? BolJson.text(map, "url") : text(image);
        if (url != null && !url.isBlank()) {
          assets.add(asset(url, label(image, assets.isEmpty())));
        }
      }
    }
    if (assets.size() > MOST_ASSETS) {
      throw unfit("bol takes %d images at most".formatted(MOST_ASSETS));
    }
    return assets;
  }

  private static Map<String, Object> asset(String url, String label) {
    Map<String, Object> asset = new LinkedHashMap<>();
    asset.put("url", url);
    asset.put("labels", List.of(label));
    return asset;
  }

  private static String label(@Nullable Object image, boolean first) {
    String role = image instanceof Map<?, ?> map ? BolJson.text(map, "role") : null;
    if (role != null) {
      return role.toUpperCase(Locale.ROOT);
    }
    return first ? "PRIMARY" : "ADDITIONAL";
  }
}
