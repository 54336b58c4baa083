package io.sluice.gateway.config;

import io.sluice.adapter.ChannelAdapter;
import io.sluice.gateway.rehearsal.RuleTest;
import io.sluice.gateway.rules.ChannelRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code channels.yaml}. */
final class ChannelsReader {
  private final Section root;
  private final List<ChannelAdapter> adapters;

  ChannelsReader(Section root, List<ChannelAdapter> adapters) {
    this.root = root;
    this.adapters = adapters;
  }

  /** What is in it, as far as nothing is wrong with it; everything else has been reported. */
  Channels read() {
    root.expect(Shape.CHANNELS);
    Version.check(root);
    Declarations declared = new DeclarationsReader(root).read();
    Section defaults = root.section("defaults").expect(Shape.DEFAULTS);
    // Also without any channel that takes them over, what they say must be right.
    new DeliverySettingsReader(defaults).check();
    ConfirmOver confirmOver = ConfirmOver.read(root.section("reload"));
    AccountsReader accounts = new AccountsReader(root, defaults, adapters).read();
    Section section = root.section("channels");
    root.requireSome("channels", "channels: { shop: { adapter: http, ... } }");
    FreezesReader freezes = new FreezesReader(root, declared).read();
    List<ChannelConfig> channels = new ArrayList<>();
    Set<String> names = new HashSet<>();
    WasReader was = new WasReader(section);
    for (Entry entry : section.entries()) {
      Names.check(root.reading(), entry);
      names.add(entry.key());
      Section own = section.section(entry);
      RulesReader rules =
          new RulesReader(own, own.fallingBackTo(defaults), declared, freezes.of(entry.key()));
      new ChannelReader(entry.key(), own, defaults, rules, accounts, was, adapters)
          .read()
          .ifPresent(channels::add);
    }
    freezes.checkChannels(names, channels);
    noteUnusedTables(declared);
    accounts.noteUnused();
    return new Channels(channels, declared, confirmOver, root);
  }

  private void noteUnusedTables(Declarations declared) {
    for (Table table : declared.tables().values()) {
      if (!declared.usedTables().contains(table.name())) {
        root.reading()
            .problems()
            .note(
                table.place(),
                "table %s is not used".formatted(Texts.quote(table.name())),
                "name it in a channel, or remove it");
      }
    }
  }

  /**
   * @param channels those in which nothing is wrong
   * @param confirmOver null: a changed file needs no approval for what it sends
   * @param root of the file
   */
  record Channels(
      List<ChannelConfig> channels,
      Declarations declared,
      @Nullable ConfirmOver confirmOver,
      Section root) {
    Channels {
      channels = List.copyOf(channels);
    }

    /** Tests of a file: this one, or one that holds nothing else. */
    List<RuleTest> tests(Section file) {
      Map<String, ChannelRules> rules = new LinkedHashMap<>();
      channels.forEach(
          channel -> {
            if (channel.rules() != null) {
              rules.put(channel.id(), channel.rules());
            }
          });
      return new TestsReader(file, declared, rules).read();
    }
  }
}
