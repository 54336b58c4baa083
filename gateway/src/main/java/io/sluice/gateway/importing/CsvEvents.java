package io.sluice.gateway.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.source.Decoded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of a row. A cell that is empty says nothing: no stock, no price. The content is
 * one snapshot of all its columns, and there is none where all of them are empty.
 */
public final class CsvEvents {
  /** Stands for the columns of the content together. */
  static final String CONTENT = "content";

  private static final String ORIGIN = "/sluice/import";
  private static final JsonFactory JSON = new JsonFactory();
  private static final String LOCALIZED = "localized.";
  private static final String LIST_SEPARATOR = "\\|";

  private final CsvHeader header;
  private final @Nullable String currency;
  private final @Nullable Instant asOf;
  private final List<CsvColumn> stocks;
  private final List<CsvColumn> prices;

  /**
   * @param asOf when the file was right, null: nobody knows
   */
  CsvEvents(CsvHeader header, @Nullable String currency, @Nullable Instant asOf) {
    this.header = header;
    this.currency = currency;
    this.asOf = asOf;
    this.stocks = columns(CsvColumn.Kind.STOCK);
    this.prices = columns(CsvColumn.Kind.PRICE);
  }

  /** The one without a name first: beside others alone it would be taken for their sum. */
  private List<CsvColumn> columns(CsvColumn.Kind kind) {
    return header.columns().stream()
        .filter(Objects::nonNull)
        .filter(column -> column.kind() == kind)
        .sorted(Comparator.comparing(column -> !column.part().isEmpty()))
        .toList();
  }

  /** Writes the members of {@code data}. */
  private interface Data {
    void write(JsonGenerator json) throws IOException;
  }

  /** An event that says that a product is no longer sold. */
  public static ImportedEvent discontinued(String sku, Instant asOf) {
    byte[] json = json("product.discontinued", sku, asOf.toString(), "", data -> {});
    return new ImportedEvent(sku, "", json);
  }

  /**
   * @param line where the row begins
   * @param cells one for each column
   */
  ImportLine read(long line, List<String> cells) {
    return new Row(cells).read(line);
  }

  private final class Row {
    private final List<String> cells;
    private final List<ImportedEvent> events = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final String sku;

    Row(List<String> cells) {
      this.cells = cells;
      this.sku = cell(header.find(CsvColumn.Kind.SKU, ""));
    }

    private String cell(Optional<Integer> column) {
      return column.map(number -> cells.get(number).strip()).orElse("");
    }

    private String cell(CsvColumn.Kind kind, String part) {
      return cell(header.find(kind, part));
    }

    ImportLine read(long line) {
      if (sku.isEmpty()) {
        return ImportLine.broken(line, "sku: is empty; every row is about one product");
      }
      content();
      stocks.forEach(this::stock);
      prices.forEach(this::price);
      return new ImportLine(line, sku, events, faults);
    }

    private void content() {
      boolean empty = true;
      for (int i = 0; i < cells.size(); i++) {
        CsvColumn column = header.columns().get(i);
        empty &= column == null || !column.isContent() || cells.get(i).isBlank();
      }
      if (!empty) {
        add(CONTENT, "product.updated", this::writeContent);
      }
    }

    private void writeContent(JsonGenerator json) throws IOException {
      Map<String, Map<String, String>> groups = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        CsvColumn column = header.columns().get(i);
        String cell = cells.get(i).strip();
        if (column != null && column.isContent() && !cell.isEmpty()) {
          writeContent(json, column, cell, groups);
        }
      }
      for (String name : List.of("variant", "attributes")) {
        Map<String, String> members = groups.remove(name);
        if (members != null) {
          writeObject(json, name, members);
        }
      }
      writeLocalized(json, groups);
    }

    /** What is one member is written; what are members of one are gathered. */
    private void writeContent(
        JsonGenerator json, CsvColumn column, String cell, Map<String, Map<String, String>> groups)
        throws IOException {
      switch (column.kind()) {
        case CATEGORY -> {
          json.writeArrayFieldStart("categories");
          for (String category : cell.split(LIST_SEPARATOR)) {
            json.writeString(category.strip());
          }
          json.writeEndArray();
        }
        case IMAGE -> writeImages(json, cell);
        case VARIANT -> group(groups, "variant").put(column.part(), cell);
        case ATTRIBUTE -> group(groups, "attributes").put(column.part(), cell);
        default -> {
          if (column.part().isEmpty()) {
            json.writeStringField(CsvColumn.member(column.kind()), cell);
          } else {
            group(groups, LOCALIZED + column.part()).put(CsvColumn.member(column.kind()), cell);
          }
        }
      }
    }

    private void stock(CsvColumn column) {
      String cell = cell(CsvColumn.Kind.STOCK, column.part());
      if (cell.isEmpty()) {
        return;
      }
      try {
        String quantity = CsvNumbers.whole(cell);
        add(
            column.name(),
            "product.stock.changed",
            json -> {
              part(json, "warehouse", column);
              json.writeFieldName("quantity");
              json.writeNumber(quantity);
            });
      } catch (CsvNumbers.UnreadableException problem) {
        faults.add(column.name() + ": " + problem.getMessage());
      }
    }

    private void price(CsvColumn column) {
      try {
        String in = cell(header.currencyOf(column.part()));
        String code = in.isEmpty() && currency != null ? currency : in;
        String amount = amount(column, CsvColumn.Kind.PRICE, code);
        String compareAt = amount(column, CsvColumn.Kind.COMPARE_AT, code);
        String cost = amount(column, CsvColumn.Kind.COST, code);
        if (!amount.isEmpty()) {
          add(
              column.name(),
              "product.price.changed",
              json -> {
                part(json, "list", column);
                json.writeStringField("amount", amount);
                writeUnlessEmpty(json, "currency", code);
                writeUnlessEmpty(json, "compare_at", compareAt);
                writeUnlessEmpty(json, "cost", cost);
              });
        } else if (!compareAt.isEmpty() || !cost.isEmpty()) {
          faults.add(column.name() + ": is empty, and compare_at or cost is not; write the price");
        }
      } catch (CsvNumbers.UnreadableException problem) {
        faults.add(problem.getMessage());
      }
    }

    private String amount(CsvColumn price, CsvColumn.Kind kind, String code)
        throws CsvNumbers.UnreadableException {
      Optional<Integer> column = header.find(kind, price.part());
      String cell = cell(column);
      try {
        return cell.isEmpty() ? "" : CsvNumbers.amount(cell, code);
      } catch (CsvNumbers.UnreadableException problem) {
        String name = column.map(header.columns()::get).map(CsvColumn::name).orElse("");
        throw new CsvNumbers.UnreadableException(name + ": " + problem.getMessage());
      }
    }

    /** Adds an event unless the gateway would refuse it. */
    private void add(String column, String type, Data data) {
      String time = cell(CsvColumn.Kind.TIME, "");
      String since = time.isEmpty() && asOf != null ? asOf.toString() : time;
      String sequence = cell(CsvColumn.Kind.SEQUENCE, "");
      ImportedEvent event = new ImportedEvent(sku, column, json(type, sku, since, sequence, data));
      if (EventLines.decode(event.json()) instanceof Decoded.Refused refused) {
        String fault = place(event, refused.refusal().path()) + ": " + refused.refusal().message();
        if (!faults.contains(fault)) {
          faults.add(fault);
        }
      } else {
        events.add(event);
      }
    }

    /** What all events of a row share has its own column. */
    private String place(ImportedEvent event, String path) {
      return switch (path) {
        case "/subject" -> "sku";
        case "/time", "/sequence" -> path.substring(1);
        default -> event.place(path);
      };
    }
  }

  private static void part(JsonGenerator json, String name, CsvColumn column) throws IOException {
    writeUnlessEmpty(json, name, column.part());
  }

  private static void writeUnlessEmpty(JsonGenerator json, String name, String value)
      throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void writeImages(JsonGenerator json, String cell) throws IOException {
    json.writeArrayFieldStart("images");
    int position = 0;
    for (String url : cell.split(LIST_SEPARATOR)) {
      json.writeStartObject();
      json.writeStringField("url", url.strip());
      if (position == 0) {
        json.writeStringField("role", "main");
      }
      json.writeNumberField("position", position++);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Map<String, String> group(Map<String, Map<String, String>> groups, String name) {
    return groups.computeIfAbsent(name, any -> new LinkedHashMap<>());
  }

  private static void writeObject(JsonGenerator json, String name, Map<String, String> members)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> member : members.entrySet()) {
      json.writeStringField(member.getKey(), member.getValue());
    }
    json.writeEndObject();
  }

  private static void writeLocalized(JsonGenerator json, Map<String, Map<String, String>> groups)
      throws IOException {
    if (groups.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("localized");
    for (Map.Entry<String, Map<String, String>> locale : groups.entrySet()) {
      writeObject(json, locale.getKey().substring(LOCALIZED.length()), locale.getValue());
    }
    json.writeEndObject();
  }

  /** The same row gives the same events, with the same ids. */
  private static byte[] json(String type, String sku, String time, String sequence, Data data) {
    try {
      byte[] body = object(data);
      String content = String.join("\u0000", type, sku, time, sequence, new String(body, UTF_8));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 256);
      try (JsonGenerator json = JSON.createGenerator(bytes)) {
        json.writeStartObject();
        json.writeStringField("specversion", "1.0");
        json.writeStringField("id", UUID.nameUUIDFromBytes(content.getBytes(UTF_8)).toString());
        json.writeStringField("source", ORIGIN);
        json.writeStringField("type", type);
        json.writeStringField("subject", sku);
        writeUnlessEmpty(json, "time", time);
        writeUnlessEmpty(json, "sequence", sequence);
        json.writeFieldName("data");
        json.writeRawValue(new String(body, UTF_8));
        json.writeEndObject();
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  private static byte[] object(Data data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      data.write(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
