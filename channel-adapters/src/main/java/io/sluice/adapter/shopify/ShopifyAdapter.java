package io.sluice.adapter.shopify;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.CallPreview;
import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Field;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Setting;
import io.sluice.adapter.SettingProblem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Shops on Shopify. */
public final class ShopifyAdapter implements ChannelAdapter {
  private static final AdapterFile FILE = AdapterFile.read(ShopifyAdapter.class);

  /** shopify.dev: the total quantity cannot be higher. */
  private static final long STOCK_AT_MOST = 1_000_000_000;

  @Override
  public String kind() {
    return "shopify";
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
    return new ShopifySettingsCheck(settings).run();
  }

  /** Everything may be repeated: a product's address says whether it was created. */
  @Override
  public Capabilities capabilities(ChannelSettings settings) {
    return new Capabilities(
        Capabilities.ExclusiveKey.SKU,
        Ask.LIST_AT_MOST,
        false,
        STOCK_AT_MOST,
        Set.of(),
        true,
        Schedules.NONE);
  }

  @Override
  public int usualBatch() {
    return Ask.LIST_AT_MOST;
  }

  @Override
  public CallPreview preview(ChannelSettings settings, ChannelCall call) {
    try {
      return new Preview(ShopifySettings.of(settings)).of(call);
    } catch (IllegalArgumentException e) {
      // Found nothing wrong with, so it is a variable that has no value on this machine.
      return new CallPreview.Refused("its shop is not known here: " + e.getMessage());
    }
  }

  @Override
  public Future<Reached> look(ChannelSettings settings, ChannelContext context) {
    ShopifyConnection connection = connection(settings, context);
    return connection.look().eventually(connection::close);
  }

  @Override
  public ChannelConnection open(ChannelSettings settings, ChannelContext context) {
    return connection(settings, context);
  }

  private static ShopifyConnection connection(ChannelSettings settings, ChannelContext context) {
    return new ShopifyConnection(ShopifySettings.of(settings), context, FILE.limit("points"));
  }
}
