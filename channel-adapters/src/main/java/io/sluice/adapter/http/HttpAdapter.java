package io.sluice.adapter.http;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.CallPreview;
import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Field;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Setting;
import io.sluice.adapter.SettingProblem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Any receiver with an HTTP address. */
public final class HttpAdapter implements ChannelAdapter {
  /** More than a merchant announces; what is beyond is sent when one before it is over. */
  private static final Schedules DATES = new Schedules(16, false);

  private static final AdapterFile FILE = AdapterFile.read(HttpAdapter.class);

  @Override
  public String kind() {
    return "http";
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
    return new HttpSettingsCheck(settings).run();
  }

  @Override
  public Capabilities capabilities(ChannelSettings settings) {
    boolean together = !settings.values().containsKey("requests");
    return new Capabilities(
        Capabilities.ExclusiveKey.SKU,
        settings.batchAtMost(),
        together,
        Long.MAX_VALUE,
        Set.of(),
        settings.values().containsKey("listings"),
        HttpSettings.actsOnDates(settings) ? DATES : Schedules.NONE);
  }

  @Override
  public CallPreview preview(ChannelSettings settings, ChannelCall call) {
    Map<String, HttpSettings> requests;
    try {
      requests = HttpSettings.all(settings);
    } catch (IllegalArgumentException e) {
      // Found nothing wrong with, so it is a variable that has no value on this machine.
      return new CallPreview.Refused("its url is not known here: " + e.getMessage());
    }
    String name = requests.containsKey("") ? "" : FacetRequests.request(call.updates().get(0));
    HttpSettings used = requests.get(name);
    if (used == null) {
      return new CallPreview.Refused(FacetRequests.missing(name));
    }
    OutgoingRequest request = new CallWriter(used).preview(call);
    return request == null
        ? new CallPreview.Refused(CallWriter.NO_PATH_SEGMENT)
        : new CallPreview.Requests(List.of(request));
  }

  /** One request where each facet has its own: they lead to the same shop. */
  @Override
  public Future<Reached> look(ChannelSettings settings, ChannelContext context) {
    HttpSettings first = HttpSettings.all(settings).values().iterator().next();
    HttpChannelConnection connection =
        new HttpChannelConnection(first, context.vertx(), context.clock(), new HttpClientOptions());
    return connection.look().eventually(connection::close);
  }

  @Override
  public ChannelConnection open(ChannelSettings settings, ChannelContext context) {
    Map<String, HttpChannelConnection> connections = new LinkedHashMap<>();
    HttpSettings.all(settings)
        .forEach(
            (name, request) ->
                connections.put(
                    name,
                    new HttpChannelConnection(
                        request, context.vertx(), context.clock(), new HttpClientOptions())));
    HttpChannelConnection only = connections.get("");
    ChannelConnection updates = only == null ? new FacetRequests(connections) : only;
    ListingSettings listings = ListingSettings.find(settings);
    return listings == null
        ? updates
        : new Listings(
            updates,
            listings,
            new HttpChannelConnection(
                HttpSettings.of(settings, listings.url()),
                context.vertx(),
                context.clock(),
                new HttpClientOptions()));
  }
}
