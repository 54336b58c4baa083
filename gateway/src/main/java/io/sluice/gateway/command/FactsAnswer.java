package io.sluice.gateway.command;

import io.sluice.gateway.operations.FactsView;
import io.sluice.gateway.operations.FactsView.SaidView;
import io.sluice.gateway.operations.FactsView.ShownView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what the gateway says of a SKU back into what it was. */
final class FactsAnswer {
  private FactsAnswer() {}

  static FactsView read(JsonObject answer) {
    return new FactsView(
        answer.getString("sku"),
        Reply.objects(answer.getJsonArray("facts")).stream().map(FactsAnswer::said).toList(),
        Reply.objects(answer.getJsonArray("shown")).stream().map(FactsAnswer::shown).toList());
  }

  private static SaidView said(JsonObject fact) {
    return new SaidView(
        fact.getLong("position"),
        fact.getString("source"),
        fact.getString("version"),
        fact.getInstant("receivedAt"),
        fact.getString("event"));
  }

  private static ShownView shown(JsonObject shown) {
    Map<String, Object> values = new LinkedHashMap<>();
    shown.getJsonObject("values").forEach(value -> values.put(value.getKey(), value(value)));
    Map<String, String> held = new LinkedHashMap<>();
    shown
        .getJsonObject("held")
        .forEach(reason -> held.put(reason.getKey(), String.valueOf(reason.getValue())));
    return new ShownView(shown.getString("channel"), values, held, shown.getString("excluded"));
  }

  private static Object value(Map.Entry<String, Object> value) {
    return value.getValue() instanceof JsonArray list
        ? List.copyOf(list.stream().map(String::valueOf).toList())
        : String.valueOf(value.getValue());
  }
}
