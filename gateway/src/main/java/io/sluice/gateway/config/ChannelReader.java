package io.sluice.gateway.config;

import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.SettingProblem;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.validation.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code channels}. */
final class ChannelReader {
  private final String id;
  private final Section own;
  private final Section merged;
  private final RulesReader rules;
  private final AccountsReader accounts;
  private final WasReader was;
  private final List<ChannelAdapter> adapters;

  /**
   * @param own what the channel says
   * @param defaults what holds where it says nothing
   */
  ChannelReader(
      String id,
      Section own,
      Section defaults,
      RulesReader rules,
      AccountsReader accounts,
      WasReader was,
      List<ChannelAdapter> adapters) {
    this.id = id;
    this.own = own;
    this.merged = own.fallingBackTo(defaults);
    this.rules = rules;
    this.accounts = accounts;
    this.was = was;
    this.adapters = adapters;
  }

  Optional<ChannelConfig> read() {
    if (own.entries().isEmpty()) {
      return Optional.empty();
    }
    Optional<AccountsReader.Account> account = accounts.of(own);
    Optional<ChannelAdapter> adapter = adapter(account.orElse(null));
    DeliverySettingsReader delivery = new DeliverySettingsReader(merged);
    Was wasBefore = was.read(id, own);
    if (adapter.isEmpty()) {
      // Which other keys it may have is not known then, only which it may not have yet.
      own.expectNothingLater(Shape.CHANNEL);
      delivery.check();
      rules.read(delivery.send(), List.of());
      return Optional.empty();
    }
    Keep keep = delivery.keep().orElseGet(() -> defaultKeep(adapter.get()));
    noteFoldOver(keep);
    noteGuard(keep);
    Batch batch = delivery.batch(adapter.get().usualBatch());
    long before = own.reading().problems().count();
    ChannelSettings settings =
        settings(adapter.get(), account.orElse(null), delivery.send(), keep, batch);
    Section keys = account.isEmpty() ? own : own.fallingBackTo(account.get().keys());
    SecretTexts secrets =
        ChannelSecrets.of(keys, SettingsReader.names(adapter.get().settings()), settings.values());
    if (own.reading().problems().count() == before) {
      // What an adapter can do it knows of settings that are right alone.
      Capabilities capabilities = adapter.get().capabilities(settings);
      checkReconcile(keep, capabilities);
      checkSchedules(keep, delivery.send(), capabilities);
    }
    account.ifPresent(of -> accounts.checkStock(of, own, id, delivery.send()));
    Optional<ChannelRules> read = rules.read(delivery.send(), adapter.get().fields());
    if (read.isEmpty() && rules.hasAny()) {
      return Optional.empty();
    }
    return own.build(
        () ->
            new ChannelConfig(
                id,
                account.map(AccountsReader.Account::name),
                adapter.get(),
                settings,
                secrets,
                delivery.send(),
                read.orElse(null),
                rules.fingerprint(),
                keep,
                delivery.backlog(),
                delivery.retry(),
                delivery.breaker(),
                account.map(AccountsReader.Account::limits).orElseGet(delivery::limits),
                batch,
                delivery.guard(),
                wasBefore,
                delivery.mode(),
                delivery.reconcileEvery(),
                delivery.sendTraceparent()));
  }

  private Optional<ChannelAdapter> adapter(AccountsReader.@Nullable Account account) {
    List<String> kinds = adapters.stream().map(ChannelAdapter::kind).toList();
    if (own.find("account").isPresent()) {
      refuseBesideAccount("adapter", "the adapter comes from the account");
      refuseBesideAccount("limits", "limits are shared by all channels of the account");
      return Optional.ofNullable(account).map(AccountsReader.Account::adapter);
    }
    own.require("adapter", Shape.CHANNEL, Suggestions.hint("", kinds));
    return own.value("adapter", (scalars, entry) -> scalars.word(entry, kinds))
        .flatMap(kind -> adapters.stream().filter(one -> one.kind().equals(kind)).findFirst());
  }

  private void refuseBesideAccount(String key, String reason) {
    own.find(key)
        .ifPresent(
            entry ->
                own.reading()
                    .problems()
                    .error(
                        entry.keyPlace(),
                        "%s does not go with 'account': %s".formatted(entry.named(), reason),
                        "write it there, or take it out"));
  }

  private ChannelSettings settings(
      ChannelAdapter adapter,
      AccountsReader.@Nullable Account account,
      Set<Facet> send,
      Keep keep,
      Batch batch) {
    Problems problems = own.reading().problems();
    long before = problems.count();
    SettingsReader.hideMisspeltSecrets(own, adapter.settings());
    own.expect(Shape.CHANNEL.with(SettingsReader.names(adapter.settings())));
    Section keys = account == null ? own : own.fallingBackTo(account.keys());
    Map<String, Object> values = SettingsReader.read(keys, adapter.settings());
    boolean stream = keep == Keep.EVERY_CHANGE;
    ChannelSettings settings = new ChannelSettings(id, values, send, batch.atMost(), stream);
    if (problems.count() == before) {
      // Only what is well-formed is worth the adapter's opinion: it would report the gaps again.
      Section places = account == null ? merged : merged.fallingBackTo(account.keys());
      adapter.validate(settings).forEach(problem -> report(problem, places));
    }
    return settings;
  }

  private void report(SettingProblem problem, Section places) {
    Place place = places.placeOf(problem.path());
    if (!own.reading().references().isStandIn(place)) {
      String named = Texts.quote(problem.path()) + " in " + own.path();
      own.reading().problems().error(place, named + ": " + problem.message(), "");
    }
  }

  private void noteFoldOver(Keep keep) {
    Section backlog = own.section("backlog");
    if (keep == Keep.LATEST_PER_SKU && backlog.hasOwn("fold_over")) {
      backlog
          .reading()
          .problems()
          .note(
              backlog.placeOf("fold_over"),
              "'fold_over' in %s does nothing with keep: latest_per_sku".formatted(backlog.path()),
              "such a channel keeps one value per SKU and facet anyway");
    }
  }

  private void noteGuard(Keep keep) {
    if (keep == Keep.EVERY_CHANGE && own.hasOwn("guard")) {
      own.reading()
          .problems()
          .note(
              own.placeOf("guard"),
              "'guard' in %s does nothing with keep: every_change".formatted(own.path()),
              "such a channel sends events as they are");
    }
  }

  /** What defaults say about it does not concern a channel that cannot be asked. */
  private void checkReconcile(Keep keep, Capabilities capabilities) {
    boolean asked = own.hasOwn("reconcile");
    if (asked && keep == Keep.EVERY_CHANGE) {
      own.reading()
          .problems()
          .error(
              own.placeOf("reconcile"),
              "'reconcile' in %s does nothing with keep: every_change".formatted(own.path()),
              "take it out, or write backlog: { keep: latest_per_sku }");
    } else if (asked && !capabilities.listings()) {
      own.reading()
          .problems()
          .error(
              own.placeOf("reconcile"),
              "'reconcile' in %s needs to know what the channel shows".formatted(own.path()),
              "with adapter: http write listings: { url: ..., sku: /sku, stock: /stock }");
    }
  }

  /** What an account says about it does not concern a channel that shows no single price. */
  private void checkSchedules(Keep keep, Set<Facet> send, Capabilities capabilities) {
    if (!own.hasOwn("schedules") || !capabilities.schedules().any()) {
      return;
    }
    if (keep == Keep.EVERY_CHANGE) {
      refuseSchedules(
          "does nothing with keep: every_change",
          "take it out: events bring their own dates; or write backlog: { keep: latest_per_sku }");
    } else if (!send.contains(Facet.PRICE)) {
      refuseSchedules("does nothing where send does not name price", "take it out");
    } else if (own.find("price").isEmpty()) {
      refuseSchedules(
          "needs to know which price list the channel shows",
          "write price: { list: ... }, or take it out");
    }
  }

  private void refuseSchedules(String why, String hint) {
    own.reading()
        .problems()
        .error(own.placeOf("schedules"), "'schedules' in %s %s".formatted(own.path(), why), hint);
  }

  private static Keep defaultKeep(ChannelAdapter adapter) {
    return adapter.kind().equals("http") ? Keep.EVERY_CHANGE : Keep.LATEST_PER_SKU;
  }
}
