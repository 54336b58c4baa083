package io.sluice.adapter;

import io.vertx.core.Future;
import java.util.List;

/**
 * Our code for one kind of channel. Stateless and thread-safe: describes, validates, opens.
 *
 * <p>Registered in {@link Adapters}; adding one touches its own package and that list.
 */
public interface ChannelAdapter {
  /** What {@code adapter:} says in {@code channels.yaml}. */
  String kind();

  /** The keys it adds to a channel. */
  List<Setting> settings();

  /** What {@code fields:} of a channel may name; empty where any name will do. */
  List<Field> fields();

  /** Everything wrong with the settings, all at once; never touches the network. */
  List<SettingProblem> validate(ChannelSettings settings);

  Capabilities capabilities(ChannelSettings settings);

  /** Updates in one call where the merchant says nothing of it, 1 to 10,000. */
  default int usualBatch() {
    return 1;
  }

  /**
   * What {@link ChannelConnection#deliver} would send for a call; touches nothing outside.
   *
   * @param settings for which {@link #validate} found nothing; what is not set on this machine may
   *     be a stand-in
   */
  CallPreview preview(ChannelSettings settings, ChannelCall call);

  /**
   * Makes one call that changes nothing there, with the channel's credentials. Succeeds always,
   * within the total timeout of the settings.
   *
   * @param settings for which {@link #validate} found nothing
   */
  Future<Reached> look(ChannelSettings settings, ChannelContext context);

  /**
   * Opens a connection; touches nothing outside before the first call.
   *
   * @param settings for which {@link #validate} found nothing
   */
  ChannelConnection open(ChannelSettings settings, ChannelContext context);
}
