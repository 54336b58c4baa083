package io.sluice.gateway.importing;

import io.sluice.gateway.validation.Suggestions;
import io.sluice.source.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The columns of a CSV file, in their order; null for those that are to be ignored. */
final class CsvHeader {
  private final List<@Nullable CsvColumn> columns = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * @param ignored names of columns to leave out
   * @param currency of prices without a column for it, null: there is none
   * @throws BrokenHeaderException with everything that is wrong
   */
  CsvHeader(List<String> names, Set<String> ignored, @Nullable String currency)
      throws BrokenHeaderException {
    Set<String> left = new TreeSet<>(ignored);
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).strip();
      boolean skipped = ignored.contains(name);
      left.remove(name);
      columns.add(skipped ? null : column(name, i + 1).orElse(null));
      Integer first = skipped ? null : places.putIfAbsent(identity(columns.get(i), name), i + 1);
      if (first != null && !name.isEmpty()) {
        faults.add(twice(names.get(first - 1).strip(), first, name, i + 1));
      }
    }
    left.forEach(name -> faults.add("there is no column '" + name + "' to ignore"));
    checkTogether(currency);
    if (!faults.isEmpty()) {
      throw new BrokenHeaderException(faults);
    }
  }

  private static String twice(String first, int place, String second, int secondPlace) {
    return first.equalsIgnoreCase(second)
        ? "column '%s' stands twice, as column %d and %d".formatted(second, place, secondPlace)
        : "columns '%s' and '%s' are the same, as column %d and %d; leave one out with --ignore '%s'"
            .formatted(first, second, place, secondPlace, second);
  }

  private static String identity(@Nullable CsvColumn column, String name) {
    return column == null ? name : column.kind() + "." + column.part();
  }

  private Optional<CsvColumn> column(String name, int place) {
    Optional<CsvColumn> column = CsvColumn.of(name);
    if (column.isEmpty()) {
      faults.add(
          name.isEmpty()
              ? "column %d has no name; name it, or is the first line missing?".formatted(place)
              : unknown(name));
    }
    return column;
  }

  private static String unknown(String name) {
    List<String> words =
        Arrays.stream(CsvColumn.Kind.values())
            .map(kind -> kind.form().replaceFirst("[.\\[].*", ""))
            .toList();
    int dot = name.indexOf('.');
    String word = (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
    String meant =
        Suggestions.closest(word, words)
            .filter(close -> !close.equals(word))
            .map(close -> "did you mean '" + close + (dot < 0 ? "" : name.substring(dot)) + "'? ")
            .orElse("");
    return "unknown column '%s'; %scall it attr.%s to keep it as an attribute, or leave it out with --ignore '%s'"
        .formatted(name, meant, name, name);
  }

  private void checkTogether(@Nullable String currency) {
    if (find(CsvColumn.Kind.SKU, "").isEmpty()) {
      String known =
          String.join(
              ", ", Arrays.stream(CsvColumn.Kind.values()).map(CsvColumn.Kind::form).toList());
      faults.add("there is no column sku; the first line names the columns: " + known);
    }
    for (CsvColumn column : columns) {
      if (column != null) {
        check(column, currency);
      }
    }
  }

  /** Stocks of all warehouses are added up, and one without a name is mostly their sum. */
  private void checkStock(CsvColumn column) {
    Optional<CsvColumn> named =
        columns.stream()
            .filter(each -> each != null && each.kind() == CsvColumn.Kind.STOCK)
            .filter(each -> !each.part().isEmpty())
            .map(each -> (CsvColumn) each)
            .findFirst();
    if (!column.isNamed() && named.isPresent()) {
      faults.add(
          "columns '%s' and '%s' would be added up; if the first is the sum leave it out with"
                  .formatted(column.name(), named.get().name())
              + " --ignore '%s', else name its warehouse: stock.NAME".formatted(column.name()));
    }
  }

  private void check(CsvColumn column, @Nullable String currency) {
    switch (column.kind()) {
      case STOCK -> checkStock(column);
      case PRICE -> {
        if (currency == null && currencyOf(column.part()).isEmpty()) {
          faults.add(
              "column '%s' has no currency; add a column currency, or say --currency EUR"
                  .formatted(column.name()));
        }
      }
      case COMPARE_AT, COST -> {
        if (find(CsvColumn.Kind.PRICE, column.part()).isEmpty()) {
          faults.add(
              "column '%s' belongs to a column price%s, and there is none"
                  .formatted(column.name(), column.part().isEmpty() ? "" : "." + column.part()));
        }
      }
      default -> {
        // Stands for itself.
      }
    }
  }

  /** Number of the column, empty where there is none. */
  Optional<Integer> find(CsvColumn.Kind kind, String part) {
    for (int i = 0; i < columns.size(); i++) {
      CsvColumn column = columns.get(i);
      if (column != null && column.kind() == kind && column.part().equals(part)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** The column with the currency of a price list: its own, else that of all. */
  Optional<Integer> currencyOf(String list) {
    String own = list.isEmpty() ? Change.DEFAULT_PART : list;
    return find(CsvColumn.Kind.CURRENCY, own).or(() -> find(CsvColumn.Kind.CURRENCY, ""));
  }

  List<@Nullable CsvColumn> columns() {
    return columns;
  }

  /** Whether rows say anything but which products there are. */
  boolean saysSomething() {
    return columns.stream()
        .anyMatch(
            column ->
                column != null
                    && (column.isContent()
                        || column.kind() == CsvColumn.Kind.STOCK
                        || column.kind() == CsvColumn.Kind.PRICE));
  }
}
