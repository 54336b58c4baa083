package io.sluice.gateway.config;

import static io.sluice.gateway.config.BrokenFile.channels;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenChannelsFileTest {
  private static final String LATEST = "backlog: { keep: latest_per_sku }\n    ";

  @ParameterizedTest
  @MethodSource({"delivery", "settings", "later", "others"})
  void isReportedAtItsPlaceWithWhatToDo(BrokenFile broken, @TempDir Path directory) {
    broken.assertReportedIn(directory);
  }

  static List<BrokenFile> delivery() {
    return List.of(
        shop("»bakclog: {}", "unknown key 'bakclog' in channels.shop", "did you mean 'backlog'?"),
        shop("send: »stock", "must be a list: [a, b], got a single value", ""),
        shop("send: [stock, »prize]", "cannot be 'prize'", "did you mean 'price'?"),
        shop("send: »[]", "needs at least one facet", "send: [stock, price, product]"),
        shop("send: [stock, »stock]", "has this facet twice", ""),
        shop("backlog: { keep: »latest }", "cannot be 'latest'", "every_change"),
        shop("backlog: { alert_over: »0 }", "must be at least 1, got 0", ""),
        shop("backlog: { alert_older_than: »15 }", "must be a duration", ""),
        shop("backlog: { fold_over: »5GB }", "must be a map of keys", ""),
        shop("backlog: { fold_over: { events: »many } }", "must be a whole number", ""),
        shop("backlog: { fold_over: { bytes: »5Gb } }", "must be a size", ""),
        shop("backlog: { fold_over: { »event: 5 } }", "unknown key 'event'", "'events'"),
        shop("retry: { first_after: »0 }", "must be from 1ms to 1d, got 0", ""),
        shop(
            "retry: { first_after: 10m, longest_wait: »5m }",
            "'longest_wait' in channels.shop.retry must be at least first_after (10m), got 5m",
            ""),
        shop("retry: { give_up_after: »1s }", "must be at least longest_wait (5m), got 1s", ""),
        shop("breaker: { open_after_failures: »-1 }", "must be from 1 to 1000, got -1", ""),
        shop("breaker: { probe_every: »30 s }", "must be a duration", ""),
        shop("limits: { requests_per_second: »0 }", "must be above 0 and at most 100000", ""),
        shop("limits: { requests_per_second: »1e3 }", "must be a number, got '1e3'", ""),
        shop("limits: { parallel: »0 }", "must be from 1 to 1000, got 0", ""),
        shop("batch: { at_most: »1.5 }", "must be a whole number, got '1.5'", ""),
        shop("batch: { wait: »2m }", "must be from 0 to 1m, got 2m", ""),
        shop("guard: { leaving_over: »0.1 }", "must be a percentage such as 19%", "write 10%"),
        shop("guard: { out_of_stock_over: »120% }", "must be from 0% to 100%", ""),
        shop("guard: { »leaving_ovr: 10% }", "unknown key 'leaving_ovr'", "'leaving_over'"),
        shop("was: »Shop", "must be lower case letters", ""),
        shop("was: »shop", "names the channel itself", "take it out"),
        channels(
            "was names one that is there",
            """
            version: 1
            channels:
              shop: { adapter: http, url: http://h, was: »other }
              other: { adapter: http, url: http://h }
            """,
            "'other' is a channel of its own in this file",
            "only one of them"),
        channels(
            "two were the same",
            """
            version: 1
            channels:
              shop: { adapter: http, url: http://h, was: old }
              other: { adapter: http, url: http://h, was: »old }
            """,
            "channels.shop takes over from 'old' already",
            "only one"),
        top("reload: { confirm_over: »many }", "must be a whole number", ""),
        top("reload: { confirm_over: »120% }", "must be from 0% to 100%", ""),
        top("reload: { confirm_over: »-1 }", "must be at least 0", ""),
        top("reload: { »confirm: 5 }", "unknown key 'confirm'", "allowed: confirm_over"),
        shop("mode: »dry-run", "cannot be 'dry-run'", "did you mean 'dry_run'?"),
        shop(LATEST + "reconcile: { »evry: 24h }", "unknown key 'evry'", "did you mean 'every'?"),
        shop(LATEST + "reconcile: { every: »10s }", "must be from 1m to 365d", ""),
        shop(
            "reconcile: »{ every: 24h }",
            "'reconcile' in channels.shop does nothing with keep: every_change",
            "keep: latest_per_sku"),
        shop(
            LATEST + "method: PUT\n    reconcile: »{ every: 24h }",
            "'reconcile' in channels.shop needs to know what the channel shows",
            "write listings:"),
        shop("»batch:", "'batch' in channels.shop has no value", "remove the key"));
  }

  static List<BrokenFile> settings() {
    return List.of(
        channels(
            "adapter misspelt",
            "version: 1\nchannels:\n  shop:\n    »adaptr: http\n    url: http://h\n",
            "unknown key 'adaptr' in channels.shop",
            "did you mean 'adapter'?"),
        channels(
            "required setting missing",
            "version: 1\nchannels:\n  »shop: { adapter: http }\n",
            "'url' is missing in channels.shop",
            "The url."),
        shop("method: »PSOT", "cannot be 'PSOT'", "did you mean 'POST'?"),
        shop("headers: »[a]", "must be a map of keys, got a list", ""),
        shop("headers: { X-Shop: »[a] }", "must be a single value, got a list", ""),
        shop("attempts: »three", "must be a whole number", ""),
        shop("allow_private: »1", "must be yes or no", ""),
        shop("total_timeout: »30", "must be a duration", ""),
        shop("answer_at_most: »1 MB", "must be a size", ""),
        shop("auth: »token", "must be a map of keys", ""),
        shop("auth: { »baerer: x }", "unknown key 'baerer' in channels.shop.auth", "'bearer'"),
        shop("auth: { bearer: »literal }", "must not be written here in clear", "${env:NAME}"),
        shop("auth: { bearer: »\"a ${env:A}\" }", "must not be written here in clear", ""),
        shop(
            "auth: { bearer: »\"${env:SHOP_TOKEN}\" }",
            "variable SHOP_TOKEN is not set",
            "set it where the gateway is started"),
        shop("auth: { bearer: »\"${file:token.txt}\" }", "file 'token.txt' cannot be read", ""),
        shop("auth: { »basic: { user: me } }", "'password' is missing", "The password."),
        shop("headers: { X: »\"${file:token.txt}\" }", "${file:...} is for secrets only", ""),
        shop(
            "guard: { »price_drop_ovr: 40% }",
            "unknown key 'price_drop_ovr' in channels.shop.guard",
            "did you mean 'price_drop_over'?"),
        shop("guard: { price_drop_over: »40 }", "must be a percentage", "write 40%"),
        shop("guard: { price_drop_over: »140% }", "must be from 0% to 100%", ""),
        shop("guard: { price_rise_over: »-1% }", "must be 0% or more", ""),
        shop("guard: { price_never_below: »\"0,50\" }", "must be an amount", "write 0.50"),
        shop("guard: { stock_jump_over: »-5 }", "must be 0 or more", ""),
        shop("guard: { leaving_over: »0.1 }", "must be a percentage", "write 10%"),
        top("defaults: { guard: { »out_over: 3% } }", "unknown key 'out_over'", "leaving_over"),
        shop("headers: { X: »\"${ENV:A}\" }", "this reference is not known", "${env:NAME}"),
        shop("headers: { X: »\"${env:A\" }", "this reference is not known", "${env:NAME}"),
        channels(
            "what the adapter itself finds",
            "version: 1\nchannels:\n  shop: { adapter: http, url: »ftp://h }\n",
            "'url' in channels.shop: must be http or https",
            ""),
        channels(
            "what the adapter itself finds further down",
            """
            version: 1
            channels:
              shop:
                adapter: http
                url: http://h
                sign: { standard_webhooks: »"${env:NONE:-short}" }
            """,
            "'sign.standard_webhooks' in channels.shop: is too short",
            ""));
  }

  static List<BrokenFile> later() {
    return List.of(later("»marketplace: EBAY_DE"));
  }

  static List<BrokenFile> others() {
    return List.of(
        top(
            "tests: [{ name: a, given: { sku: A }, expect: { »shop: { stock: 1 } } }]",
            "there is no channel 'shop' with rules",
            "no channel has rules yet"),
        channels(
            "account that is not there",
            "version: 1\nchannels:\n  shop: { account: »amazon_eu }\n",
            "there is no account 'amazon_eu'",
            "accounts: { amazon_eu: { adapter: http, ... } }"),
        channels("no channels", "version: 1\n", "'channels' is missing", "adapter: http"),
        channels(
            "empty channels", "version: 1\n»channels: {}\n", "needs at least one entry", "adapter"),
        channels(
            "channel without keys",
            "version: 1\nchannels:\n  »shop:\n",
            "'shop' in channels has no value",
            "remove the key"),
        channels(
            "no adapter",
            "version: 1\nchannels:\n  »shop: { batch: { at_most: 2 } }\n",
            "'adapter' is missing in channels.shop",
            "allowed: http, bol"),
        channels(
            "unknown adapter",
            "version: 1\nchannels:\n  shop: { adapter: »htpp }\n",
            "'adapter' in channels.shop cannot be 'htpp'",
            "did you mean 'http'? (allowed: http, bol)"),
        channels(
            "bad channel name",
            "version: 1\nchannels:\n  »shop-de: { adapter: http, url: http://h }\n",
            "name 'shop-de' in channels must be lower case letters, digits and _",
            ""),
        channels(
            "channel twice",
            """
            version: 1
            channels:
              shop: { adapter: http, url: http://h }
              »shop: { adapter: http, url: http://h }
            """,
            "key 'shop' is already written in line 3, column 3",
            "keep one of them"),
        top("defaults: { »batsh: {} }", "unknown key 'batsh' in defaults", "'batch'"),
        top("defaults: { limits: { parallel: »none } }", "must be a whole number", ""),
        top("defaults: { retry: { longest_wait: »1s } }", "must be at least first_after (2s)", ""));
  }

  private static BrokenFile top(String line, String message, String hint) {
    return channels(line, ConfigFiles.CHANNELS + line + "\n", message, hint);
  }

  private static BrokenFile top(String line) {
    return top(line, "is not supported yet", "remove it for now");
  }

  private static BrokenFile later(String line) {
    return shop(line, "in channels.shop is not supported yet", "remove it for now");
  }

  private static BrokenFile shop(String line, String message, String hint) {
    String text =
        """
        version: 1
        channels:
          shop:
            adapter: http
            url: http://127.0.0.1:9090
            %s
        """;
    return channels(line, text.formatted(line), message, hint);
  }
}
