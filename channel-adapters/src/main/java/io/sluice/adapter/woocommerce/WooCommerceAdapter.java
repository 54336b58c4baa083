package io.sluice.adapter.woocommerce;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.CallPreview;
import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Field;
import io.sluice.adapter.Listed;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Setting;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.Value;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shops with WooCommerce. */
public final class WooCommerceAdapter implements ChannelAdapter {
  private static final AdapterFile FILE = AdapterFile.read(WooCommerceAdapter.class);

  /** A product has one sale price, which has dates. */
  private static final Schedules SALES = new Schedules(1, true);

  @Override
  public String kind() {
    return "woocommerce";
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
    return WooSettings.problems(settings);
  }

  /** A refused price must not keep the stock of its product back: each facet has its own calls. */
  @Override
  public Capabilities capabilities(ChannelSettings settings) {
    return new Capabilities(
        Capabilities.ExclusiveKey.SKU,
        Math.min(settings.batchAtMost(), WooApi.AT_MOST),
        false,
        Integer.MAX_VALUE,
        Set.of(),
        true,
        WooSettings.actsOnDates(settings) ? SALES : Schedules.NONE);
  }

  /** As for products whose ids are known; those are asked for when it is sent. */
  @Override
  public int usualBatch() {
    return WooApi.AT_MOST;
  }

  @Override
  public CallPreview preview(ChannelSettings settings, ChannelCall call) {
    WooSettings shop = WooSettings.of(settings);
    List<Batch.Item> creates = new ArrayList<>();
    List<Object> updates = new ArrayList<>();
    for (ChannelUpdate update : call.updates()) {
      ProductBody body = ProductBody.of(update, shop.currency(), false);
      if (body.refusal() != null) {
        return new CallPreview.Refused(body.refusal().reason());
      } else if (update.listed() == Listed.NO && update.value() instanceof Value.Product) {
        Map<String, Object> members =
            shop.sendsStock() ? Batch.outOfStock(body.members()) : body.members();
        creates.add(new Batch.Item(0, update.sku(), null, members, null));
      } else {
        updates.add(Batch.with(OutgoingRequest.MASK, body.members()));
      }
    }
    return new CallPreview.Requests(List.of(WooApi.preview(shop, Batch.body(creates, updates))));
  }

  @Override
  public Future<Reached> look(ChannelSettings settings, ChannelContext context) {
    WooConnection connection = new WooConnection(WooSettings.of(settings), context);
    return connection.look().eventually(connection::close);
  }

  @Override
  public ChannelConnection open(ChannelSettings settings, ChannelContext context) {
    return new WooConnection(WooSettings.of(settings), context);
  }
}
