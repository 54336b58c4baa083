package io.sluice.adapter;

/**
 * One field that a product's listing may have on a kind of channel; read from the {@code
 * adapter.json} of its adapter.
 *
 * @param name ends with {@code *} where every name does that begins so: {@code content.*}
 */
public record Field(String name, String description) {
  /** Whether a name of a channel's {@code fields} is this one. */
  public boolean covers(String wanted) {
    if (!name.endsWith("*")) {
      return name.equals(wanted);
    }
    String start = name.substring(0, name.length() - 1);
    return wanted.length() > start.length() && wanted.startsWith(start);
  }
}
