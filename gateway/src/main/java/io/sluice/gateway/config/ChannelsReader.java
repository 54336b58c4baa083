package io.sluice.gateway.config;

import io.sluice.adapter.ChannelAdapter;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code channels.yaml}. */
final class ChannelsReader {
  private final Section root;
  private final List<ChannelAdapter> adapters;

  ChannelsReader(Section root, List<ChannelAdapter> adapters) {
    this.root = root;
    this.adapters = adapters;
  }

  /** The channels in which nothing is wrong; everything else has been reported. */
  List<ChannelConfig> read() {
    root.expect(Shape.CHANNELS);
    Version.check(root);
    Declarations declared = new DeclarationsReader(root).read();
    Section defaults = root.section("defaults").expect(Shape.DEFAULTS);
    // Also without any channel that takes them over, what they say must be right.
    new DeliverySettingsReader(defaults).check();
    Section section = root.section("channels");
    root.requireSome("channels", "channels: { shop: { adapter: http, ... } }");
    List<ChannelConfig> channels = new ArrayList<>();
    for (Entry entry : section.entries()) {
      Names.check(root.reading(), entry);
      new ChannelReader(entry.key(), section.section(entry), defaults, declared, adapters)
          .read()
          .ifPresent(channels::add);
    }
    return channels;
  }
}
