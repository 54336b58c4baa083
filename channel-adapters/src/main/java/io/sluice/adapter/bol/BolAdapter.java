package io.sluice.adapter.bol;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.CallPreview;
import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Field;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Setting;
import io.sluice.adapter.SettingProblem;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Offers on bol, through the Retailer API v10. */
public final class BolAdapter implements ChannelAdapter {
  private static final AdapterFile FILE = AdapterFile.read(BolAdapter.class);

  @Override
  public String kind() {
    return "bol";
  }

  @Override
  public List<Setting> settings() {
    return FILE.settings();
  }

  @Override
  public List<Field> fields() {
    return FILE.fields();
  }

  @Override
  public List<SettingProblem> validate(ChannelSettings settings) {
    return new BolSettingsCheck(settings).run();
  }

  /** bol handles each operation of an offer by itself, so a facet waits only for itself. */
  @Override
  public Capabilities capabilities(ChannelSettings settings) {
    return new Capabilities(
        Capabilities.ExclusiveKey.SKU_AND_FACET,
        1,
        false,
        BolPlanner.MOST_STOCK,
        Set.of(Facet.PRODUCT),
        true,
        Schedules.NONE);
  }

  @Override
  public CallPreview preview(ChannelSettings settings, ChannelCall call) {
    BolSettings used;
    try {
      used = BolSettings.of(settings);
    } catch (IllegalArgumentException e) {
      // Found nothing wrong with, so it is a variable that has no value on this machine.
      return new CallPreview.Refused("its endpoint is not known here");
    }
    List<OutgoingRequest> requests = new ArrayList<>();
    for (ChannelUpdate update : call.updates()) {
      BolPlanner planner = new BolPlanner(used);
      BolIds.Offer offer = offer(update);
      BolPlan plan = planner.plan(update, offer, Instant.EPOCH);
      if (plan instanceof BolPlan.Answer answer) {
        return new CallPreview.Refused(reason(answer.outcome()));
      } else if (plan instanceof BolPlan.Send send) {
        List<BolPlan.Request> each = new ArrayList<>(send.requests());
        Collections.reverse(each);
        each.forEach(one -> requests.add(outgoing(used, one)));
      } else if (plan instanceof BolPlan.Hold && offer != null) {
        requests.add(outgoing(used, planner.hold(update.sku(), offer, Map.of())));
      }
    }
    return new CallPreview.Requests(requests);
  }

  /** Its id is known when it is sent only. */
  private static BolIds.Offer offer(ChannelUpdate update) {
    boolean creates = update.facet() == Facet.PRODUCT && update.listed() == Listed.NO;
    return creates ? null : new BolIds.Offer("offer", true, Instant.EPOCH);
  }

  private static String reason(Outcome outcome) {
    return outcome instanceof Outcome.Rejected rejected
        ? rejected.reason()
        : "nothing would be sent";
  }

  private static OutgoingRequest outgoing(BolSettings settings, BolPlan.Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("authorization", "Bearer " + OutgoingRequest.MASK);
    headers.put("accept", BolApi.JSON);
    headers.put("user-agent", "sluice");
    byte[] body = request.body();
    if (body != null) {
      headers.put("content-type", BolApi.JSON);
    }
    String id = request.id().isEmpty() ? "" : OutgoingRequest.MASK;
    return new OutgoingRequest(
        request.operation().method().name(),
        settings.endpoint() + request.operation().path(id),
        headers,
        body == null ? new byte[0] : body);
  }

  @Override
  public Future<Reached> look(ChannelSettings settings, ChannelContext context) {
    BolConnection connection = new BolConnection(BolSettings.of(settings), FILE, context);
    return connection.look().eventually(connection::close);
  }

  @Override
  public ChannelConnection open(ChannelSettings settings, ChannelContext context) {
    return new BolConnection(BolSettings.of(settings), FILE, context);
  }
}
