package io.sluice.trials.simulate;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.Verdict;
import io.sluice.gateway.runtime.CatalogCheckpoint;
import io.sluice.gateway.runtime.Contents;
import io.sluice.source.Change;
import io.sluice.source.Decoded;
import io.sluice.source.EventDecoder;
import io.sluice.source.RawMessage;
import io.sluice.source.Refusal;
import io.sluice.store.RefusedRow;
import io.sluice.store.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Plays intake's verticle: decides, has the store commit, then applies, answers the broker and
 * announces to the channels.
 */
final class IntakeShell {
  private static final long CHECKPOINT_EVERY_MS = 250;
  private static final int AT_ONCE = 256;

  private final World world;
  private final Parts parts;
  private final EventDecoder decoder;
  private final Consumer<List<JournaledEvent>> announce;
  private final Loop loop;
  private final List<Taken> handedOver = new ArrayList<>();
  private boolean draining;
  private int onTheWay;
  private long committedHead;

  /** What belongs to one life of the gateway. */
  record Parts(
      VirtualStore store,
      Workers workers,
      Intake intake,
      Catalog catalog,
      Contents contents,
      CatalogCheckpoint checkpoint) {}

  private record Taken(Message message, Runnable done) {}

  IntakeShell(
      World world, Parts parts, EventDecoder decoder, Consumer<List<JournaledEvent>> announce) {
    this.world = world;
    this.parts = parts;
    this.decoder = decoder;
    this.announce = announce;
    this.loop = new Loop(world);
    this.committedHead = parts.intake().head();
  }

  void start() {
    world.time().inLife(CHECKPOINT_EVERY_MS, this::stepCheckpoint);
  }

  Intake intake() {
    return parts.intake();
  }

  Loop loop() {
    return loop;
  }

  CatalogCheckpoint checkpoint() {
    return parts.checkpoint();
  }

  boolean idle() {
    return handedOver.isEmpty() && onTheWay == 0;
  }

  /** From a source's thread. */
  void take(Message message, Runnable done) {
    handedOver.add(new Taken(message, done));
    schedule();
  }

  private void schedule() {
    if (!draining) {
      draining = true;
      loop.post(this::drain);
    }
  }

  private void drain() {
    int count = Math.min(handedOver.size(), AT_ONCE);
    List<Taken> batch = new ArrayList<>(handedOver.subList(0, count));
    handedOver.subList(0, count).clear();
    draining = false;
    if (!handedOver.isEmpty()) {
      schedule();
    }
    List<Write> writes = new ArrayList<>();
    List<JournaledEvent> journaled = new ArrayList<>();
    batch.forEach(taken -> decide(taken.message(), writes, journaled));
    Runnable answer = () -> batch.forEach(this::answer);
    boolean early = world.sabotage() == Sabotage.ACKNOWLEDGED_EARLY;
    if (early) {
      answer.run();
    }
    submit(writes, journaled, early ? () -> {} : answer);
  }

  private void answer(Taken taken) {
    world.power().effect();
    taken.done().run();
  }

  private void decide(Message message, List<Write> writes, List<JournaledEvent> journaled) {
    RawMessage raw = new RawMessage(message.body(), "application/cloudevents+json", Map.of());
    Decoded decoded = decoder.decode(raw);
    Verdict verdict =
        decoded.fold(
            event -> parts.intake().decide(message.source(), event, world.nowMs()),
            Verdict.Refuse::new);
    if (verdict instanceof Verdict.Journal journal) {
      writes.add(new Write.Append(journal.row()));
      journaled.add(journal.event());
      world.tally().count("decided: " + journal.event().decision());
      world
          .trace()
          .note(journal.event().decision().toString(), message.id(), journal.event().position());
    } else {
      world.tally().count("decided: refused");
      writes.add(new Write.PutRefused(refused(message, ((Verdict.Refuse) verdict).refusal())));
    }
  }

  private RefusedRow refused(Message message, Refusal refusal) {
    return new RefusedRow(
        0,
        message.source(),
        world.nowMs(),
        refusal.code().toString(),
        refusal.path(),
        refusal.message(),
        null,
        Map.of(),
        message.body(),
        message.body().length);
  }

  /** Takes events again that were judged stale; on intake's loop. */
  void takeAgain(List<JournaledEvent> stale, Runnable durable) {
    List<Write> writes = new ArrayList<>();
    List<JournaledEvent> taken = new ArrayList<>();
    for (JournaledEvent each : stale) {
      Verdict.Journal verdict =
          parts.intake().takeAgain(each.source(), each.event(), each.position(), world.nowMs());
      if (verdict != null) {
        writes.add(new Write.Append(verdict.row()));
        taken.add(verdict.event());
        world.trace().note("taken again", each.event().id(), verdict.event().position());
      }
    }
    submit(writes, taken, durable);
  }

  private void submit(List<Write> writes, List<JournaledEvent> journaled, Runnable durable) {
    onTheWay++;
    parts.store().submit(writes, () -> loop.post(() -> committed(journaled, durable)));
  }

  private void committed(List<JournaledEvent> journaled, Runnable durable) {
    for (JournaledEvent event : journaled) {
      if (event.decision() == Decision.NEW) {
        apply(event);
      }
      parts.intake().committed(event);
      committedHead = event.position();
    }
    onTheWay--;
    if (!journaled.isEmpty()) {
      announce.accept(maybeSwapped(journaled));
    }
    durable.run();
  }

  private List<JournaledEvent> maybeSwapped(List<JournaledEvent> batch) {
    List<JournaledEvent> announced = new ArrayList<>(batch);
    for (int i = 1; world.sabotage() == Sabotage.EVENTS_SWAPPED && i < announced.size(); i++) {
      if (announced.get(i).event().sku().equals(announced.get(i - 1).event().sku())) {
        Collections.swap(announced, i - 1, i);
        return announced;
      }
    }
    return announced;
  }

  private void apply(JournaledEvent event) {
    CatalogEntry entry = parts.catalog().apply(event);
    parts.checkpoint().changed(entry);
    if (event.event().change() instanceof Change.Product content) {
      parts.contents().put(event.position(), content.data());
    }
  }

  private void stepCheckpoint() {
    CatalogCheckpoint.Step step = parts.checkpoint().next(committedHead, world.nowMs());
    if (step.isEmpty()) {
      world.time().inLife(CHECKPOINT_EVERY_MS, this::stepCheckpoint);
      return;
    }
    parts
        .workers()
        .read(
            () -> parts.checkpoint().rows(step),
            loop,
            rows ->
                parts.store().submit(rows.writes(), () -> loop.post(() -> stepped(step, rows))));
  }

  private void stepped(CatalogCheckpoint.Step step, CatalogCheckpoint.Rows rows) {
    parts.checkpoint().committed(step, rows);
    world.time().inLife(CHECKPOINT_EVERY_MS, this::stepCheckpoint);
  }
}
