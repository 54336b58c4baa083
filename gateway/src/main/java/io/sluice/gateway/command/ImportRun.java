package io.sluice.gateway.command;

import io.sluice.gateway.importing.BrokenHeaderException;
import io.sluice.gateway.importing.CsvEvents;
import io.sluice.gateway.importing.ImportLine;
import io.sluice.gateway.importing.ImportLines;
import io.sluice.gateway.importing.ImportedEvent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a file says is handed in, then what it does not have is discontinued. How much that is is
 * looked at before anything is handed in: what the file brings would make a share of it smaller,
 * now and when it is imported again.
 */
final class ImportRun {
  /** Stands for events that no line of the file says. */
  private static final long NO_LINE = 0;

  private final RestClient api;
  private final Terminal terminal;
  private final ImportOrder order;
  private final EventFile file;
  private final ImportReport report;
  private final Progress progress;
  private @Nullable LeavingProducts products;
  private long discontinued;
  private boolean handsIn;
  private boolean withheld;

  ImportRun(RestClient api, Terminal terminal, ImportOrder order, EventFile file) {
    this.api = api;
    this.terminal = terminal;
    this.order = order;
    this.file = file;
    this.report = new ImportReport(terminal, file.shown());
    this.progress = new Progress(terminal, "lines");
    this.handsIn = !order.dryRun() && !order.complete();
  }

  /** Opens the file once more, from its beginning. */
  interface Again {
    ImportLines open() throws IOException, BrokenHeaderException;
  }

  /**
   * @param again asked once at most
   * @return exit code
   */
  int run(ImportLines lines, Again again) throws IOException, BrokenHeaderException {
    boolean ended = false;
    try (Interruption told = new Interruption(terminal, this::stopped)) {
      if (order.dryRun()) {
        read(lines, (line, event) -> {});
      } else if (!order.complete()) {
        handIn(lines);
      } else if (look(lines)) {
        try (ImportLines anew = again.open()) {
          handIn(anew);
        }
      }
      ended = true;
    } finally {
      progress.end();
      if (!ended) {
        terminal.err().println("sluice: " + stopped());
      }
      print();
    }
    return report.hasBroken() || withheld ? ExitCode.FOUND : ExitCode.FINE;
  }

  private String stopped() {
    return "stopped after %d lines; import the file again, nothing is taken twice"
        .formatted(report.lines());
  }

  /** False where too many would leave: nothing is done then. After a broken line none will. */
  private boolean look(ImportLines lines) throws IOException {
    LeavingProducts leaving =
        new LeavingProducts(
            api, Objects.requireNonNull(order.source()), new Progress(terminal, "known products"));
    products = leaving;
    boolean broken = false;
    for (ImportLine line = lines.next(); line != null; line = lines.next()) {
      report.line();
      broken |= !line.faults().isEmpty();
      if (line.sku() != null) {
        leaving.stays(line.sku());
      }
    }
    if (!broken && !leaving.within(order.leavingOver())) {
      withhold(leaving.guarded(order.leavingOver()));
      return false;
    }
    report.beginAgain();
    handsIn = true;
    return true;
  }

  private void handIn(ImportLines lines) throws IOException {
    PatientCall call = new PatientCall(api, order.source(), order.waitAtMost(), terminal);
    try (ImportLanes lanes = new ImportLanes(call::send, this::answered)) {
      read(lines, lanes::add);
      lanes.finish();
      if (products != null) {
        discontinue(products, lanes);
      }
    }
  }

  private void read(ImportLines lines, BiConsumer<Long, ImportedEvent> to) throws IOException {
    long size = file.size();
    for (ImportLine line = lines.next(); line != null; line = lines.next()) {
      report.line();
      for (String fault : line.faults()) {
        progress.end();
        report.fault(line.number(), fault);
      }
      if (products != null && line.sku() != null) {
        products.stays(line.sku());
        if (line.isSkuAlone() && products.isEnded(line.sku())) {
          report.warning(
              line.number(),
              "this product is discontinued and stays so: the line has nothing to bring it back");
        }
      }
      for (ImportedEvent event : line.events()) {
        to.accept(line.number(), event);
      }
      progress.update(report.lines(), size == 0 ? -1 : (double) lines.bytes() / size);
    }
  }

  private void answered(long line, ImportedEvent event, JsonObject item) {
    boolean counts = line == NO_LINE && item.getString("decision").equals("new");
    discontinued += counts ? 1 : 0;
    report.answer(line, event, item);
  }

  private void discontinue(LeavingProducts products, ImportLanes lanes) {
    Instant asOf = Objects.requireNonNull(order.asOf());
    if (report.hasBroken()) {
      withhold(products.broken());
    } else {
      for (String sku : products.leaving()) {
        lanes.add(NO_LINE, CsvEvents.discontinued(sku, asOf));
      }
      lanes.finish();
    }
  }

  private void withhold(String why) {
    withheld = true;
    progress.end();
    terminal.err().println("sluice: " + why);
  }

  private void print() {
    if (order.json()) {
      JsonObject json = report.json(progress.elapsed());
      LeavingProducts of = products;
      json.put("complete", of == null ? null : of.json(order.leavingOver(), discontinued));
      terminal.out().println(json.encode());
      return;
    }
    terminal.out().println(report.sentence(progress.elapsed(), !handsIn));
    if (report.count("stale") > 0) {
      terminal
          .out()
          .println(
              order.asOf() == null
                  ? "stale: the source itself has said something else, and that stays; --as-of TIME"
                      + " replaces what it said before that time"
                  : "stale: the source has said something else since, and that stays");
    }
    if (products != null && !withheld) {
      terminal
          .out()
          .println("discontinued " + discontinued + " of " + products.known() + " known products");
    }
  }
}
