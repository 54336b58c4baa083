package io.sluice.gateway.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of product data, or of one of its locales. Null: not there, or empty.
 *
 * @param images by position, those without one last
 * @param attributes the declared ones by name, as their type says or {@link
 *     io.sluice.gateway.expression.Facts.Unreadable}
 */
record Snapshot(
    @Nullable String name,
    @Nullable String description,
    @Nullable String brand,
    @Nullable String gtin,
    @Nullable String parent,
    @Nullable String taxClass,
    @Nullable List<String> categories,
    @Nullable List<Image> images,
    Map<String, Object> attributes) {
  private static final Comparator<Image> BY_POSITION = Comparator.comparingLong(Image::position);
  static final Snapshot EMPTY =
      new Snapshot(null, null, null, null, null, null, null, null, Map.of());

  Snapshot {
    images = images == null ? null : images.stream().sorted(BY_POSITION).toList();
  }

  /**
   * @param role such as main, or empty
   * @param position order, {@link Long#MAX_VALUE} where it has none
   */
  record Image(String url, String role, long position) {}
}
