package io.sluice.gateway.config;

import io.sluice.gateway.validation.Suggestions;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the table that a rule names. */
final class TableFinder {
  private final Reading reading;
  private final Declarations declared;

  TableFinder(Reading reading, Declarations declared) {
    this.reading = reading;
    this.declared = declared;
  }

  /** Empty, with a problem, where there is none of this name. */
  Optional<Table> find(Entry entry) {
    return reading.scalars().literal(entry).flatMap(name -> find(entry, name));
  }

  private Optional<Table> find(Entry entry, String name) {
    Table table = declared.tables().get(name);
    declared.usedTables().add(name);
    if (table == null) {
      reading
          .problems()
          .error(
              entry.valuePlace(),
              "%s: there is no table %s".formatted(entry.named(), Texts.quote(name)),
              declared.tables().isEmpty()
                  ? "declare it: tables: { %s: { from: to } }".formatted(name)
                  : Suggestions.hint(name, new TreeSet<>(declared.tables().keySet())));
    }
    return Optional.ofNullable(table);
  }
}
