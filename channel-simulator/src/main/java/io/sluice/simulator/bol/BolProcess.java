package io.sluice.simulator.bol;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A write in bol's queue, and after it: its process status. */
final class BolProcess {
  final String id;
  final BolEvent event;

  /** What it is about before it is carried out: an offer's id, an EAN. */
  final String subject;

  final Instant created;
  final Instant due;
  private final String description;
  private final BiFunction<BolProcess, Instant, End> work;
  private String status = "PENDING";
  private @Nullable String entity;
  private @Nullable String error;
  private @Nullable Instant ended;

  /**
   * @param entity null where it failed
   * @param error null where it succeeded
   */
  record End(@Nullable String entity, @Nullable String error) {
    static End success(String entity) {
      return new End(entity, null);
    }

    static End failure(String error) {
      return new End(null, error);
    }
  }

  BolProcess(
      String id,
      BolEvent event,
      String subject,
      String description,
      Instant created,
      Instant due,
      BiFunction<BolProcess, Instant, End> work) {
    this.id = id;
    this.event = event;
    this.subject = subject;
    this.description = description;
    this.created = created;
    this.due = due;
    this.work = work;
  }

  boolean isPending() {
    return ended == null;
  }

  @Nullable Instant ended() {
    return ended;
  }

  void carryOut(Instant at) {
    end(work.apply(this, at), at);
  }

  void end(End end, Instant at) {
    ended = at;
    entity = end.entity();
    error = end.error();
    status = error == null ? "SUCCESS" : "FAILURE";
  }

  void timeOut(Instant at) {
    ended = at;
    status = "TIMEOUT";
  }

  JsonObject json(String url) {
    JsonObject json = new JsonObject().put("processStatusId", id);
    if (entity != null) {
      json.put("entityId", entity);
    }
    json.put("eventType", event.name()).put("description", description).put("status", status);
    if (error != null) {
      json.put("errorMessage", error);
    }
    JsonObject self =
        new JsonObject().put("rel", "self").put("href", url + "/shared/process-status/" + id);
    return json.put(
            "createTimestamp",
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(created.atOffset(ZoneOffset.UTC)))
        .put("links", new JsonArray().add(self));
  }
}
