package io.sluice.adapter.amazon;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.CallPreview;
import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Field;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Setting;
import io.sluice.adapter.SettingProblem;
import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Listings in a store of Amazon. */
public final class AmazonAdapter implements ChannelAdapter {
  /** More would be put together on the loop in one go for too long. */
  private static final int USUAL_BATCH = 1_000;

  private static final AdapterFile FILE = AdapterFile.read(AmazonAdapter.class);

  @Override
  public String kind() {
    return "amazon";
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
    return new AmazonSettingsCheck(settings).run();
  }

  /**
   * A SKU is in flight once: whether its content creates the listing or changes it is looked up
   * first, and a creation takes the place of everything the listing has. Where feeds are used,
   * nothing is repeated before it is known that no feed has it any more: what waits in a feed would
   * overtake it.
   */
  @Override
  public Capabilities capabilities(ChannelSettings settings) {
    AmazonSettings amazon = AmazonSettings.of(settings);
    // A call may have up to as many submissions as updates.
    boolean feeds = settings.batchAtMost() > amazon.feedOver();
    ZoneId saleDays = amazon.saleDays();
    return new Capabilities(
        Capabilities.ExclusiveKey.SKU,
        Math.min(settings.batchAtMost(), AmazonSettingsCheck.MESSAGES_AT_MOST),
        true,
        Long.MAX_VALUE,
        feeds ? EnumSet.allOf(Facet.class) : Set.of(),
        true,
        // An offer has one sale: an entry of discounted_price.
        saleDays == null ? Schedules.NONE : new Schedules(1, true, saleDays));
  }

  /** Few changes go one by one all the same, see {@code feed_over}. */
  @Override
  public int usualBatch() {
    return USUAL_BATCH;
  }

  @Override
  public CallPreview preview(ChannelSettings settings, ChannelCall call) {
    return new AmazonPreview(AmazonSettings.of(settings)).of(call);
  }

  @Override
  public Future<Reached> look(ChannelSettings settings, ChannelContext context) {
    AmazonConnection connection = new AmazonConnection(AmazonSettings.of(settings), context, FILE);
    return connection.look().eventually(connection::close);
  }

  @Override
  public ChannelConnection open(ChannelSettings settings, ChannelContext context) {
    return new AmazonConnection(AmazonSettings.of(settings), context, FILE);
  }
}
