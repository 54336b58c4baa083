package io.sluice.gateway.config;

import io.sluice.gateway.access.InvalidUsersException;
import io.sluice.gateway.access.Users;
import io.sluice.source.Facet;
import io.sluice.store.StoreConfig.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code gateway.yaml}. */
final class GatewayReader {
  private final Section root;
  private final Reading reading;

  GatewayReader(Section root) {
    this.root = root;
    this.reading = root.reading();
  }

  /** Empty when something is wrong; what it is has been reported then. */
  Optional<GatewayConfig> read() {
    root.expect(Shape.GATEWAY);
    Version.check(root);
    Section owners = root.section("owners").expect(Shape.OWNERS);
    List<SourceConfig> sources = sources();
    StoreSettings store = store(root.section("store").expect(Shape.STORE));
    ApiSettings api = api(root.section("api").expect(Shape.API));
    AlertSettings alerts = new AlertsReader(root.section("alerts")).read();
    Section shutdown = root.section("shutdown").expect(Shape.SHUTDOWN);
    var wait = shutdown.duration("wait_at_most").orElse(GatewayConfig.DEFAULT_SHUTDOWN_WAIT);
    LogSettings log = log(root.section("log").expect(Shape.LOG));
    Optional<TraceSettings> traces = traces(root.section("traces").expect(Shape.TRACES));
    Map<Facet, String> owned = owners(owners);
    if (sources.isEmpty()) {
      return Optional.empty();
    }
    return root.build(
        () -> new GatewayConfig(sources, owned, store, api, alerts, wait, log, traces));
  }

  private List<SourceConfig> sources() {
    Section section = root.section("sources");
    root.requireSome("sources", "sources: { pim: { kind: rabbitmq, uri: ... } }");
    List<SourceConfig> sources = new ArrayList<>();
    for (Entry entry : section.entries()) {
      Names.check(reading, entry);
      new SourceReader(entry.key(), section.section(entry)).read().ifPresent(sources::add);
    }
    return sources;
  }

  private Map<Facet, String> owners(Section section) {
    List<String> names = root.section("sources").entries().stream().map(Entry::key).toList();
    Map<Facet, String> owners = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      section
          .value(Texts.word(facet), (scalars, entry) -> scalars.word(entry, names))
          .ifPresent(name -> owners.put(facet, name));
    }
    return owners;
  }

  private static LogSettings log(Section section) {
    LogSettings or = LogSettings.DEFAULT;
    var attempts = section.word("attempts", LogSettings.Attempts.class).orElse(or.attempts());
    var slow = section.duration("slow").orElse(or.slow());
    return section.build(() -> new LogSettings(attempts, slow)).orElse(or);
  }

  private Optional<TraceSettings> traces(Section section) {
    if (root.find("traces").isEmpty()) {
      return Optional.empty();
    }
    section.require("endpoint", "endpoint: http://127.0.0.1:4318");
    double share =
        section
            .value("sample", Scalars::percent)
            .map(percent -> percent.value().movePointLeft(2).doubleValue())
            .orElse(TraceSettings.DEFAULT_SHARE);
    return section
        .text("endpoint")
        .flatMap(endpoint -> section.build(() -> new TraceSettings(endpoint, share)));
  }

  private static StoreSettings store(Section section) {
    StoreSettings or = StoreSettings.DEFAULT;
    Section group = section.section("group_commit").expect(Shape.GROUP_COMMIT);
    Section keep = section.section("keep_events").expect(Shape.KEEP_EVENTS);
    Section disk = section.section("disk").expect(Shape.DISK);
    String url = section.text("url").orElse(or.url());
    Durability durability = section.word("durability", Durability.class).orElse(or.durability());
    int groupAtMost = group.count("at_most").orElse(or.groupAtMost());
    var keepFor = keep.duration("for").orElse(or.keepFor());
    long keepAtMost = keep.bytes("at_most").orElse(or.keepAtMost());
    long stopBelow = disk.bytes("stop_taking_below").orElse(or.stopTakingBelow());
    long cache = section.bytes("cache").orElse(or.cache());
    return section
        .build(
            () ->
                new StoreSettings(
                    url, durability, groupAtMost, keepFor, keepAtMost, stopBelow, cache))
        .orElse(or);
  }

  private ApiSettings api(Section section) {
    ApiSettings or = ApiSettings.DEFAULT;
    Optional<Path> users = section.value("users", Scalars::existingFile);
    users.ifPresent(file -> checkUsers(section, file));
    List<String> names = section.value("names", Scalars::texts).orElse(or.names());
    Optional<ApiSettings.Tls> tls = ListenReader.tls(section);
    boolean proxy = section.value("behind_proxy", Scalars::yesNo).orElse(or.behindProxy());
    String listen = section.text("listen").orElse(or.host() + ":" + or.port());
    Optional<ListenReader.At> at = ListenReader.at(section, listen);
    if (at.isEmpty()) {
      return or;
    }
    return section
        .build(() -> new ApiSettings(at.get().host(), at.get().port(), users, names, tls, proxy))
        .orElse(or);
  }

  private void checkUsers(Section section, Path file) {
    try {
      if (Users.parse(Files.readString(file)).isEmpty()) {
        problem(section, "is empty: nobody could sign in");
      }
    } catch (InvalidUsersException mistakes) {
      problem(section, String.valueOf(mistakes.getMessage()).replace("\n", "; "));
    } catch (IOException unreadable) {
      problem(section, "cannot be read as text in UTF-8");
    }
  }

  private void problem(Section section, String what) {
    String hint = "sluice users add writes its lines";
    reading.problems().error(section.placeOf("users"), "the file of users: " + what, hint);
  }
}
