package io.sluice.adapter;

import java.util.List;

/**
 * One key of a channel in {@code channels.yaml} that belongs to the adapter; read from its {@code
 * adapter.json} and used for validation, masking and docs alike.
 *
 * @param type how the scalar is read; see {@link Type} for the Java value it becomes
 * @param allowed the words allowed, empty for any
 * @param children keys of a {@link Type#GROUP}
 */
public record Setting(
    String name,
    Type type,
    boolean required,
    List<String> allowed,
    List<Setting> children,
    String description) {
  public Setting {
    allowed = List.copyOf(allowed);
    children = List.copyOf(children);
  }

  /** How a value is written and what it becomes. */
  public enum Type {
    /** {@link String} */
    TEXT,
    /** {@link Secret}; written only as ${env:NAME} or ${file:path} */
    SECRET,
    /** {@link Long} */
    INTEGER,
    /** {@link Boolean}; written yes or no */
    YES_NO,
    /** {@link java.time.Duration}; written 500ms, 30s, 5m, 2h, 3d */
    DURATION,
    /** {@link Long}; written 512KB, 1MB, 5GB */
    BYTES,
    /** {@code Map<String, String>} */
    TEXTS,
    /**
     * Maps, lists, {@link String}, {@link java.math.BigDecimal}, {@link Boolean}: a JSON value as
     * YAML writes it; what is in quotes is a text
     */
    TREE,
    /** {@code Map<String, Object>} with the children's values */
    GROUP
  }
}
