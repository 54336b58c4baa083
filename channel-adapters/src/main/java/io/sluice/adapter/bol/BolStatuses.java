package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.JsonTree;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Asks what became of processes, up to a thousand with one request. */
final class BolStatuses {
  /** Most in one request (schema BulkProcessStatusRequest). */
  private static final int AT_ONCE = 1_000;

  private final BolApi api;

  BolStatuses(BolApi api) {
    this.api = api;
  }

  /**
   * @param known by id; one that bol has not any more is absent
   * @param unasked why bol did not answer, by id
   */
  record Told(Map<String, ProcessStatus> known, Map<String, Outcome> unasked) {}

  Future<Told> ask(Collection<String> ids) {
    List<String> each = List.copyOf(new LinkedHashSet<>(ids));
    Told told = new Told(new HashMap<>(), new HashMap<>());
    List<Future<Called>> calls = new ArrayList<>();
    for (int from = 0; from < each.size(); from += AT_ONCE) {
      List<String> some = each.subList(from, Math.min(from + AT_ONCE, each.size()));
      List<Object> queries = new ArrayList<>();
      some.forEach(id -> queries.add(Map.of("processStatusId", id)));
      calls.add(
          api.call(
                  Operation.GET_STATUSES,
                  "",
                  JsonTree.bytes(Map.of("processStatusQueries", queries)))
              .onSuccess(called -> read(called, some, told)));
    }
    return Future.join(calls).map(told);
  }

  private static void read(Called called, List<String> asked, Told told) {
    if (called instanceof Called.Failed failed) {
      asked.forEach(id -> told.unasked().put(id, failed.why()));
      return;
    }
    Map<?, ?> body = BolJson.object(((Called.Answered) called).answer().body());
    if (body == null || !(body.get("processStatuses") instanceof List)) {
      Outcome why = new Outcome.Unknown("answer without statuses", false);
      asked.forEach(id -> told.unasked().put(id, why));
      return;
    }
    for (Map<?, ?> json : BolJson.objects(body, "processStatuses")) {
      ProcessStatus status = ProcessStatus.read(json);
      if (status != null) {
        told.known().put(status.id(), status);
      }
    }
  }
}
