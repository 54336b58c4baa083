package io.sluice.adapter.woocommerce;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.JsonTree;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes and images that a product has there. A list that is sent takes the place of the whole
 * list there, and each image in it is fetched anew, whether the shop has it or not.
 *
 * @param attributes as the shop shows them
 */
record ProductLists(List<?> attributes, boolean hasImages) {
  static final String ATTRIBUTES = "attributes";
  static final String IMAGES = "images";

  private static final String NAME = "name";
  private static final String OPTIONS = "options";

  /**
   * What the shop said.
   *
   * @param lists by the products' ids
   * @param problem why it said nothing, null where it did
   */
  record Told(Map<Long, ProductLists> lists, @Nullable Outcome problem) {}

  /**
   * @param ids at most {@link WooApi#AT_MOST}
   */
  static Future<Told> ask(WooApi api, WooAnswers answers, List<Long> ids, Duration atMost) {
    return api.lists(ids, atMost)
        .map(
            ended -> {
              WooAnswers.Read read = answers.read(ended, 1);
              if (read.tree() instanceof List<?> products) {
                return new Told(of(products), null);
              }
              Outcome problem = IdSearch.unasked(read.problem());
              // The question was refused, and no update.
              return new Told(
                  Map.of(),
                  problem instanceof Outcome.Rejected refused
                      ? new Outcome.Unreachable(refused.reason())
                      : problem);
            });
  }

  private static Map<Long, ProductLists> of(List<?> products) {
    Map<Long, ProductLists> lists = new HashMap<>();
    for (Object each : products) {
      Map<?, ?> product = JsonTree.object(each);
      lists.put(
          JsonTree.count(product.get("id")),
          new ProductLists(
              JsonTree.list(product.get(ATTRIBUTES)),
              !JsonTree.list(product.get(IMAGES)).isEmpty()));
    }
    return lists;
  }

  static boolean in(Map<String, Object> members) {
    return members.containsKey(ATTRIBUTES) || members.containsKey(IMAGES);
  }

  /** What tells images from others; null where there are none. */
  static @Nullable String mark(Map<String, Object> members) {
    Object images = members.get(IMAGES);
    return images == null ? null : Integer.toHexString(images.hashCode());
  }

  /**
   * What is sent of a change, so that nothing vanishes there and no image is fetched twice.
   *
   * @param there null where the shop did not say
   * @param sent mark of the images that were sent before; null: not known
   */
  static Map<String, Object> fit(
      Map<String, Object> members, @Nullable ProductLists there, @Nullable String sent) {
    Map<String, Object> fit = new LinkedHashMap<>(members);
    Object ours = fit.remove(ATTRIBUTES);
    String mark = mark(members);
    boolean sendsImages = sent == null ? there != null && !there.hasImages : !sent.equals(mark);
    if (!sendsImages) {
      fit.remove(IMAGES);
    }
    if (ours != null && there != null) {
      fit.put(ATTRIBUTES, there.with(JsonTree.list(ours)));
    }
    return fit;
  }

  /** Attributes by ours; those that variations are made of stay as they are. */
  private List<?> with(List<?> ours) {
    Map<String, Map<?, ?>> wanted = new LinkedHashMap<>();
    ours.forEach(each -> wanted.put(key(JsonTree.object(each)), JsonTree.object(each)));
    List<Object> all = new ArrayList<>();
    for (Object each : attributes) {
      Map<?, ?> known = JsonTree.object(each);
      Map<?, ?> our = wanted.remove(key(known));
      boolean fixed = our == null || Boolean.TRUE.equals(known.get("variation"));
      all.add(fixed ? known : withOptions(known, our));
    }
    all.addAll(wanted.values());
    return all;
  }

  private static String key(Map<?, ?> attribute) {
    return String.valueOf(attribute.get(NAME)).toLowerCase(Locale.ROOT);
  }

  private static Map<?, ?> withOptions(Map<?, ?> known, Map<?, ?> our) {
    Map<Object, Object> with = new LinkedHashMap<>(known);
    with.put(OPTIONS, our.get(OPTIONS));
    return with;
  }
}
