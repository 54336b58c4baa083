package io.sluice.gateway.config;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads a table that is written out, or in a CSV file with the columns from and to. */
final class TableReader {
  private static final List<String> COLUMNS = List.of("from", "to");

  private final Reading reading;

  TableReader(Reading reading) {
    this.reading = reading;
  }

  /**
   * @param holder the section that the entry belongs to
   */
  Optional<Table> read(Section holder, Entry entry) {
    if (entry.value() instanceof MappingNode) {
      return Optional.of(new Table(entry.key(), entry.keyPlace(), inline(holder.section(entry))));
    }
    return file(entry).map(rows -> new Table(entry.key(), entry.keyPlace(), rows));
  }

  private Map<String, String> inline(Section section) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (Entry entry : section.entries()) {
      reading.scalars().literal(entry).ifPresent(to -> rows.putIfAbsent(entry.key(), to));
    }
    return rows;
  }

  private Optional<Map<String, String>> file(Entry entry) {
    Optional<Path> path = reading.scalars().file(entry);
    path.ifPresent(reading.files()::note);
    if (path.isPresent() && !Files.isReadable(path.get())) {
      reading
          .problems()
          .error(
              entry.valuePlace(),
              "there is no file %s that can be read".formatted(path.get()),
              "write the table out as a map {from: to}, or name a CSV file");
      return Optional.empty();
    }
    return path.flatMap(new FileLoader(reading.problems(), reading.files())::load)
        .flatMap(this::rows);
  }

  private Optional<Map<String, String>> rows(SourceFile file) {
    Map<String, String> rows = new LinkedHashMap<>();
    Map<String, Long> lines = new LinkedHashMap<>();
    boolean header = true;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().fieldSeparator(separator(file)).ofCsvRecord(file.text())) {
      for (CsvRecord row : reader) {
        if (header) {
          header = false;
          if (!isHeader(file, row)) {
            return Optional.empty();
          }
        } else {
          take(file, row, rows, lines);
        }
      }
    } catch (CsvParseException e) {
      problem(file, 1, "is no CSV: a quote is never closed", "");
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a text", e);
    }
    if (header) {
      problem(file, 0, "is empty", "begin it with a line from,to");
      return Optional.empty();
    }
    return Optional.of(rows);
  }

  /** The first of comma, semicolon and tab that its first line has. */
  private static char separator(SourceFile file) {
    return file.line(1)
        .chars()
        .filter(c -> ",;\t".indexOf(c) >= 0)
        .mapToObj(c -> (char) c)
        .findFirst()
        .orElse(',');
  }

  private boolean isHeader(SourceFile file, CsvRecord row) {
    List<String> names = row.getFields().stream().map(String::strip).toList();
    if (!names.equals(COLUMNS)) {
      problem(file, 1, "must begin with the columns from,to", "got " + Texts.quote(file.line(1)));
    }
    return names.equals(COLUMNS);
  }

  private void take(
      SourceFile file, CsvRecord row, Map<String, String> rows, Map<String, Long> lines) {
    long line = row.getStartingLineNumber();
    if (row.getFieldCount() != COLUMNS.size()) {
      String message = "has %d columns in this row instead of 2".formatted(row.getFieldCount());
      problem(file, line, message, "put a value that holds the separator in double quotes");
      return;
    }
    String from = row.getField(0).strip();
    Long first = lines.putIfAbsent(from, line);
    if (first != null) {
      String message = "has %s already in line %d".formatted(Texts.quote(from), first);
      problem(file, line, message, "keep one of them");
    } else {
      rows.put(from, row.getField(1).strip());
    }
  }

  private void problem(SourceFile file, long line, String message, String hint) {
    Place place = line == 0 ? file.whole() : new Place(file, (int) line, 1, 1);
    reading.problems().error(place, file.name() + " " + message, hint);
  }
}
