package io.sluice.gateway.importing;

/**
 * One event of a line.
 *
 * @param json structured CloudEvent, as the gateway takes it
 * @param column that a refusal is about where it names no other; empty in a file of events
 */
public record ImportedEvent(String sku, String column, byte[] json) {
  /**
   * What a refusal is about, in the words of the file.
   *
   * @param path JSON pointer, empty for the event as a whole
   */
  public String place(String path) {
    if (column.isEmpty()) {
      return path;
    }
    String content = path.startsWith("/data/") ? path.substring("/data/".length()) : "";
    return column.equals(CsvEvents.CONTENT) && !content.isEmpty()
        ? CsvColumn.named(content)
        : column;
  }
}
