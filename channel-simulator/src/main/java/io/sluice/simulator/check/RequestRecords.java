package io.sluice.simulator.check;

import io.sluice.simulator.ReceivedUpdate;
import io.sluice.simulator.RequestRecord;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests of several channels as the simulator wrote them down. */
public final class RequestRecords {
  private final Map<String, List<RequestRecord>> byChannel;

  private RequestRecords(Map<String, List<RequestRecord>> byChannel) {
    this.byChannel = byChannel;
  }

  /**
   * @param lines of a journal file
   */
  public static RequestRecords read(Stream<String> lines) {
    return new RequestRecords(
        lines
            .map(line -> record(new JsonObject(line)))
            .collect(Collectors.groupingBy(RequestRecord::channel)));
  }

  /** These and later ones. */
  public RequestRecords and(RequestRecords later) {
    Map<String, List<RequestRecord>> all = new HashMap<>(byChannel);
    later.byChannel.forEach(
        (channel, records) ->
            all.merge(
                channel,
                records,
                (before, after) -> Stream.concat(before.stream(), after.stream()).toList()));
    return new RequestRecords(all);
  }

  public List<RequestRecord> of(String channel) {
    return byChannel.getOrDefault(channel, List.of());
  }

  private static RequestRecord record(JsonObject json) {
    ReceivedUpdate update =
        new ReceivedUpdate(
            json.getString("id"),
            json.getString("sku"),
            json.getString("facet"),
            json.getString("part"),
            json.getLong("revision"),
            json.getString("version"),
            json.getString("value"));
    return new RequestRecord(
        json.getLong("number"),
        json.getInstant("at"),
        json.getString("channel"),
        json.getString("request"),
        update,
        json.getString("did"),
        json.getInteger("status"),
        json.getLong("tookMs"));
  }
}
