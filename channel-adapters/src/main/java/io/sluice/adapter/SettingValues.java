package io.sluice.adapter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed reading of {@link ChannelSettings#values}; absent stays null unless a default is given. */
public final class SettingValues {
  private final Map<?, ?> values;

  public SettingValues(Map<?, ?> values) {
    this.values = values;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public @Nullable String text(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  public String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  public @Nullable Secret secret(String name) {
    return values.get(name) instanceof Secret secret ? secret : null;
  }

  public boolean yes(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  public Duration duration(String name, Duration otherwise) {
    return values.get(name) instanceof Duration duration ? duration : otherwise;
  }

  public long number(String name, long otherwise) {
    return values.get(name) instanceof Long number ? number : otherwise;
  }

  /** A {@link Setting.Type#TREE}, null when absent. */
  public @Nullable Object tree(String name) {
    return values.get(name);
  }

  /** The values of a group; empty when absent. */
  public SettingValues group(String name) {
    return new SettingValues(values.get(name) instanceof Map<?, ?> group ? group : Map.of());
  }

  /** The texts of a {@link Setting.Type#TEXTS}; empty when absent. */
  public Map<String, String> texts(String name) {
    if (!(values.get(name) instanceof Map<?, ?> texts)) {
      return Map.of();
    }
    Map<String, String> copy = new LinkedHashMap<>();
    texts.forEach((key, value) -> copy.put(String.valueOf(key), String.valueOf(value)));
    return copy;
  }
}
