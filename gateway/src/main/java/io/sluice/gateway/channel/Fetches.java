package io.sluice.gateway.channel;

import io.sluice.gateway.render.Content;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Content that is read from the store before a key can be rendered. Its lane is occupied then. */
final class Fetches {
  private final Lanes lanes;
  private final Effects effects;
  private final Map<Integer, Content> contents = new HashMap<>();

  /** Positions of content on its way from the store, and of content that was not found there. */
  private final Map<Integer, Long> onTheirWay = new HashMap<>();

  private final Map<Integer, Long> missing = new HashMap<>();

  Fetches(Lanes lanes, Effects effects) {
    this.lanes = lanes;
    this.effects = effects;
  }

  /** What was fetched for a key, null: nothing. */
  @Nullable Content find(int key) {
    return contents.get(key);
  }

  /** What was fetched was rendered. */
  void used(int key) {
    contents.remove(key);
  }

  /** The key needs none. */
  void needless(int key) {
    used(key);
    missing.remove(key);
  }

  /**
   * @param shared the lane's call has the key already
   * @return false where it lies no longer in the store
   */
  boolean begin(int key, int lane, boolean shared, String sku, long position) {
    Long notFound = missing.remove(key);
    if (notFound != null && notFound == position) {
      return false;
    }
    lanes.occupy(lane, shared);
    fetch(key, sku, position);
    return true;
  }

  /** For a reading, which takes the content over itself. */
  void beginForReading(int key, int lane, String sku, long position) {
    lanes.occupy(lane);
    fetch(key, sku, position);
  }

  private void fetch(int key, String sku, long position) {
    onTheirWay.put(key, position);
    effects.fetch(key, sku, position);
  }

  /** Position of what was fetched. */
  long ended(int key) {
    return Objects.requireNonNull(onTheirWay.remove(key));
  }

  /**
   * @param content null where it can no longer be found: fine where newer content came meanwhile;
   *     otherwise the next offer shows that it is missing
   */
  void keep(int key, @Nullable Content content, long position) {
    if (content == null) {
      missing.put(key, position);
    } else {
      contents.put(key, content);
    }
  }
}
