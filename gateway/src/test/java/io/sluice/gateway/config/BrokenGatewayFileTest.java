package io.sluice.gateway.config;

import static io.sluice.gateway.config.BrokenFile.gateway;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenGatewayFileTest {
  private static final String GOOD = ConfigFiles.GATEWAY;
  private static final String WEBHOOK_SECRET =
      "secret: \"${env:NO_KEY:-whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz}\"";

  @ParameterizedTest
  @MethodSource({"sources", "store", "alerts", "others"})
  void isReportedAtItsPlaceWithWhatToDo(BrokenFile broken, @TempDir Path directory) {
    broken.assertReportedIn(directory);
  }

  static List<BrokenFile> sources() {
    return List.of(
        gateway("no sources", "version: 1\n", "'sources' is missing", "kind: rabbitmq"),
        gateway("empty sources", "version: 1\n»sources: {}\n", "needs at least one entry", "kind"),
        gateway("sources a list", "version: 1\nsources: »[pim]\n", "must be a map", ""),
        gateway("sources nothing", "version: 1\n»sources:\n", "'sources' has no value", "remove"),
        source("»kidn: http, kind: http, version_from: time", "unknown key 'kidn'", "'kind'"),
        source("kind: »rabitmq, version_from: time", "cannot be 'rabitmq'", "'rabbitmq'"),
        source("kind: »kafka, version_from: time", "kafka comes later", "use rabbitmq"),
        source("kind: »embedded, version_from: time", "embedded comes later", "use rabbitmq"),
        source("kind: http, »prefetch: 5, version_from: time", "unknown key 'prefetch'", "format"),
        source("kind: http, version_from: »tmie", "cannot be 'tmie'", "did you mean 'time'?"),
        source("kind: http, version_from: time, format: »json", "cannot be 'json'", "cloudevents"),
        gateway(
            "no kind",
            "version: 1\nsources:\n  »pim: { version_from: time }\n",
            "'kind' is missing in sources.pim",
            "allowed: rabbitmq, http, webhook"),
        gateway(
            "no version_from",
            "version: 1\nsources:\n  »pim: { kind: http }\n",
            "'version_from' is missing in sources.pim",
            "sequence: the PIM counts up"),
        webhook("secret: »\"${env:NO_KEY:-abc}\"", "must begin with whsec_", ""),
        webhook("secret: »whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", "in clear", "${env:"),
        webhook(WEBHOOK_SECRET + ", listen: »0.0.0.0:8090", "without tls", ""),
        webhook(WEBHOOK_SECRET + ", listen: »here", "'listen' in sources.pim must be", "127"),
        webhook(WEBHOOK_SECRET + ", listen: »127.0.0.1:70000", "must be from 0 to 65535", ""),
        webhook(WEBHOOK_SECRET + ", »uri: x", "unknown key 'uri'", ""),
        webhook(WEBHOOK_SECRET + ", »tls: { key: /dev/null }", "'certificate' is missing", ""),
        gateway(
            "no secret",
            "version: 1\nsources:\n"
                + "  »pim: { kind: webhook, listen: 127.0.0.1:0, version_from: time }\n",
            "'secret' is missing in sources.pim",
            "${env:PIM_WEBHOOK_SECRET}"),
        gateway(
            "no uri",
            "version: 1\nsources:\n  »pim: { kind: rabbitmq, version_from: time }\n",
            "'uri' is missing in sources.pim",
            "${env:SLUICE_AMQP_URI}"),
        rabbit("prefetch: »0", "'prefetch' in sources.pim must be from 1 to 65535", ""),
        rabbit("prefetch: »65536", "must be from 1 to 65535, got 65536", ""),
        rabbit("prefetch: »1k", "must be a whole number, got '1k'", ""),
        rabbit("prefetch: »99999999999999999999", "must be a whole number", ""),
        rabbit("heartbeat: »10", "must be a duration such as 500ms, 30s", ""),
        rabbit("heartbeat: »1500ms", "must be whole seconds", ""),
        rabbit("heartbeat: »0", "must be from 1s to 10m, got 0", ""),
        rabbit("declare: »maybe", "must be yes or no, got 'maybe'", ""),
        rabbit("bind: »product.#", "must be a list: [a, b], got a single value", ""),
        rabbit("bind: »[]", "needs at least one routing pattern", ""),
        rabbit("queue_type: »quorom", "cannot be 'quorom'", "did you mean 'quorum'?"),
        rabbit("queue: »\"\"", "must not be empty", ""),
        rabbit("queue: »amq.gen-1", "must not begin with 'amq.'", ""),
        rabbit("»queue:", "'queue' in sources.pim has no value", "remove the key"),
        rabbit("ca_file: »nowhere.pem", "there is no file 'nowhere.pem'", ""),
        gateway(
            "bad source name",
            "version: 1\nsources:\n  »PIM: { kind: http, version_from: time }\n",
            "name 'PIM' in sources must be lower case",
            ""));
  }

  static List<BrokenFile> store() {
    return List.of(
        good("store: { »ulr: x }", "unknown key 'ulr' in store", "did you mean 'url'?"),
        good("store: { url: »\"jdbc:mysql://h/d\" }", "must begin with jdbc:h2:file:", ""),
        good("store: { durability: »fsnyc }", "cannot be 'fsnyc'", "did you mean 'fsync'?"),
        good("store: { group_commit: { at_most: »0 } }", "must be from 1 to 10000, got 0", ""),
        good("store: { group_commit: »500 }", "must be a map of keys, got a single value", ""),
        good("store: { keep_events: { for: »14 } }", "must be a duration", ""),
        good("store: { keep_events: { at_most: »10 GB } }", "must be a size such as 512KB", ""),
        good("store: { keep_events: { at_most: »1KB } }", "must be at least 1MB, got 1KB", ""),
        good("store: { keep_events: { »fro: 1d } }", "unknown key 'fro'", "did you mean 'for'?"),
        good("store: { disk: { stop_taking_below: »-1GB } }", "must be a size", ""),
        good("store: { cache: »9999999TB }", "must be a size", ""));
  }

  static List<BrokenFile> alerts() {
    return List.of(
        good("»alerts: { repeat: 4h }", "'receivers' is missing in alerts", "kind: webhook"),
        good("alerts: { »receivers: {} }", "needs at least one entry", "kind: webhook"),
        good(
            "alerts: { receivers: { »ops: { url: 'http://h' } } }", "'kind' is missing", "webhook"),
        receiver("kind: »mail, url: x", "cannot be 'mail'", "did you mean 'email'?"),
        receiver("kind: webhook, »uri: x", "unknown key 'uri'", "did you mean 'url'?"),
        receiver("kind: webhook, url: »ops.example", "must be http://HOST or https://HOST", ""),
        receiver(
            "kind: webhook, url: 'http://h', secret: »whsec_abc",
            "must not be written here in clear",
            "${env:NAME}"),
        receiver(
            "kind: webhook, url: 'http://h', secret: »'${env:NONE:-abc}'",
            "must begin with whsec_",
            ""),
        good(
            "alerts: { receivers: { »ops: { kind: email, host: h, to: [a@b.c] } } }",
            "'from' is missing in alerts.receivers.ops",
            "sluice@example.com"),
        mail("from: »ops, to: [a@b.c]", "must be an address such as", ""),
        mail("from: a@b.c, to: »[ops]", "must be addresses such as", ""),
        mail("from: a@b.c, to: »a@b.c", "must be a list", ""),
        mail("from: a@b.c, to: [a@b.c], port: »0", "must be from 1 to 65535, got 0", ""),
        mail(
            "from: a@b.c, to: [a@b.c], tls: »ssl", "cannot be 'ssl'", "allowed: starttls, tls, no"),
        mail(
            "from: a@b.c, to: [a@b.c], user: u, password: »secret",
            "must not be written here in clear",
            "${env:NAME}"),
        mail(
            "from: a@b.c, to: [a@b.c], user: u, password: '${env:NONE:-p}', tls: »no",
            "or the password would travel in the clear",
            ""),
        told("repeat: »10s", "must be from 1m to 30d, got 10s", ""),
        told("gather: »1h", "must be from 0 to 10m, got 1h", ""),
        told("conditions: { »ofline: no }", "unknown key 'ofline'", "channel_offline"),
        told("conditions: { channel_offline: »maybe }", "must be yes or no, got 'maybe'", ""),
        told("conditions: { guard: { »over: 3 } }", "unknown key 'over'", "allowed: for"),
        told("conditions: { held: { over: »-1 } }", "must be at least 0, got -1", ""),
        told("conditions: { held: { for: »8d } }", "must be from 0 to 7d, got 8d", ""));
  }

  private static BrokenFile receiver(String keys, String message, String hint) {
    return good("alerts: { receivers: { ops: { " + keys + " } } }", message, hint);
  }

  private static BrokenFile mail(String keys, String message, String hint) {
    return receiver("kind: email, host: h, " + keys, message, hint);
  }

  private static BrokenFile told(String keys, String message, String hint) {
    String receivers = "receivers: { ops: { kind: webhook, url: 'http://h' } }";
    return good("alerts: { " + receivers + ", " + keys + " }", message, hint);
  }

  static List<BrokenFile> others() {
    return List.of(
        gateway("empty", "", "is no map of keys and values", "version: 1"),
        gateway("only a comment", "# later\n", "is no map of keys and values", ""),
        gateway("a list", "- a\n", "is no map of keys and values", ""),
        gateway("no version", GOOD.replace("version: 1\n", ""), "'version' is missing", "version"),
        gateway(
            "newer version",
            GOOD.replace("version: 1", "version: »2"),
            "version 2 is not known",
            "this gateway reads version 1"),
        good("»sauces: {}", "unknown key 'sauces'", "allowed: version, sources"),
        good("owners: { price: »erp }", "'price' in owners cannot be 'erp'", "allowed: pim"),
        good("owners: { »prices: pim }", "unknown key 'prices'", "did you mean 'price'?"),
        good("api: { listen: »0.0.0.0:8080 }", "as long as there are no users", ""),
        good(
            "api: { users: »gateway.yaml }",
            "line 3: the role of pim must be one of viewer, operator, admin",
            "sluice users add"),
        good("api: { users: »nobody.txt }", "nobody.txt", ""),
        good("api: { names: »[ops.example.com:8080] }", "without port", ""),
        good("api: { »tls: { certificate: gateway.yaml } }", "'key' is missing in api.tls", "key"),
        good("api: { »tls: { key: gateway.yaml } }", "'certificate' is missing", "certificate"),
        good("api: { listen: »8080 }", "must be HOST:PORT", "127.0.0.1:8080"),
        good("api: { listen: »127.0.0.1:70000 }", "must be from 0 to 65535, got 70000", ""),
        good("shutdown: { wait_at_most: »1h }", "must be from 0 to 10m, got 1h", ""),
        good("shutdown: { wait_at_most: »soon }", "must be a duration", ""),
        good("log: { attempts: »al }", "cannot be 'al'", "did you mean 'all'?"),
        good("log: { slow: »0 }", "must be from 1ms to 10m, got 0", ""),
        good("log: { »format: json }", "unknown key 'format'", "attempts"),
        good("»traces: { sample: 5% }", "'endpoint' is missing in traces", "127.0.0.1:4318"),
        good("traces: { endpoint: http://h, »smaple: 1% }", "unknown key 'smaple'", "'sample'"),
        good("traces: { endpoint: »127.0.0.1:4318 }", "must be http://HOST:PORT", ""),
        good("traces: { endpoint: »\"http://h:4318/v1/traces\" }", "without credentials", ""),
        good("traces: { endpoint: »\"http://u:p@h:4318\" }", "without credentials and path", ""),
        good("traces: { endpoint: http://h, sample: »0.1 }", "must be a percentage", "write 10%"),
        good("traces: { endpoint: http://h, sample: »101% }", "must be from 0% to 100%", ""));
  }

  private static BrokenFile good(String more, String message, String hint) {
    return gateway(more, GOOD + more + "\n", message, hint);
  }

  private static BrokenFile source(String keys, String message, String hint) {
    return gateway(keys, "version: 1\nsources:\n  pim: { " + keys + " }\n", message, hint);
  }

  private static BrokenFile webhook(String keys, String message, String hint) {
    String listen = keys.contains("listen") ? "" : ", listen: 127.0.0.1:8090";
    return source("kind: webhook, version_from: time, " + keys + listen, message, hint);
  }

  private static BrokenFile rabbit(String key, String message, String hint) {
    String text =
        """
        version: 1
        sources:
          pim:
            kind: rabbitmq
            uri: "${env:NONE:-amqp://127.0.0.1}"
            version_from: arrival
            %s
        """;
    return gateway(key, text.formatted(key), message, hint);
  }
}
