package io.sluice.gateway.config;

import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.Facet;
import io.sluice.gateway.validation.Suggestions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code accounts}: a login and its limits, which several channels share. */
final class AccountsReader {
  private final Section section;
  private final Section defaults;
  private final List<ChannelAdapter> adapters;
  private final Reading reading;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Set<String> used = new LinkedHashSet<>();
  private final Map<String, String> stock = new HashMap<>();

  AccountsReader(Section root, Section defaults, List<ChannelAdapter> adapters) {
    this.section = root.section("accounts");
    this.defaults = defaults;
    this.adapters = adapters;
    this.reading = root.reading();
  }

  /**
   * @param adapter null where that is wrong, which has been reported
   * @param keys what its channels take over
   */
  record Account(
      String name, @Nullable ChannelAdapter adapter, Section keys, Limits limits, Place place) {}

  AccountsReader read() {
    for (Entry entry : section.entries()) {
      Names.check(reading, entry);
      Section keys = section.section(entry);
      ChannelAdapter adapter = adapter(keys);
      if (adapter != null) {
        SettingsReader.hideMisspeltSecrets(keys, adapter.settings());
        keys.expect(Shape.ACCOUNT.with(SettingsReader.names(adapter.settings())));
      }
      Limits limits = new DeliverySettingsReader(keys.fallingBackTo(defaults)).limits();
      accounts.put(entry.key(), new Account(entry.key(), adapter, keys, limits, entry.keyPlace()));
    }
    return this;
  }

  private @Nullable ChannelAdapter adapter(Section keys) {
    List<String> kinds = adapters.stream().map(ChannelAdapter::kind).toList();
    keys.require("adapter", Shape.ACCOUNT, Suggestions.hint("", kinds));
    return keys.value("adapter", (scalars, entry) -> scalars.word(entry, kinds))
        .flatMap(kind -> adapters.stream().filter(one -> one.kind().equals(kind)).findFirst())
        .orElse(null);
  }

  /** The account that a channel names; empty where it names none, or one that is not there. */
  Optional<Account> of(Section channel) {
    Optional<Entry> entry = channel.find("account");
    Optional<String> name = entry.flatMap(reading.scalars()::literal);
    Account account = name.map(accounts::get).orElse(null);
    if (name.isPresent() && account == null) {
      reading
          .problems()
          .error(
              entry.get().valuePlace(),
              "%s: there is no account %s".formatted(entry.get().named(), Texts.quote(name.get())),
              accounts.isEmpty()
                  ? "declare it: accounts: { %s: { adapter: http, ... } }".formatted(name.get())
                  : Suggestions.hint(name.get(), accounts.keySet()));
    }
    name.ifPresent(used::add);
    return Optional.ofNullable(account);
  }

  /** A seller has one stock of a SKU: what two channels say of it they would say in turns. */
  void checkStock(Account account, Section channel, String id, Set<Facet> send) {
    String first = send.contains(Facet.STOCK) ? stock.putIfAbsent(account.name(), id) : null;
    if (first != null) {
      reading
          .problems()
          .error(
              channel.find("send").map(Entry::valuePlace).orElseGet(channel::place),
              "channels.%s sends stock, and channels.%s of account %s does so already"
                  .formatted(id, first, Texts.quote(account.name())),
              "an account has one stock for each SKU: write send: [price, product]");
    }
  }

  void noteUnused() {
    accounts.values().stream()
        .filter(account -> !used.contains(account.name()))
        .forEach(
            account ->
                reading
                    .problems()
                    .note(
                        account.place(),
                        "account %s is not used".formatted(Texts.quote(account.name())),
                        "name it in a channel, or remove it"));
  }
}
