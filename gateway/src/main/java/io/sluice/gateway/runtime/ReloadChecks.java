package io.sluice.gateway.runtime;

import io.sluice.adapter.ChannelContext;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.config.Was;
import io.sluice.gateway.validation.Suggestions;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with a configuration beside what runs, though it is right by itself. */
final class ReloadChecks {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadChecks.class);

  private final Vertx vertx;
  private final RunningChannels channels;
  private final RemovedChannels removed;
  private final Approvals approvals;
  private final InstantSource clock;

  ReloadChecks(
      Vertx vertx,
      RunningChannels channels,
      RemovedChannels removed,
      Approvals approvals,
      InstantSource clock) {
    this.vertx = vertx;
    this.channels = channels;
    this.removed = removed;
    this.approvals = approvals;
    this.clock = clock;
  }

  /**
   * @param changed what is to be opened, or opened anew
   */
  List<Problem> problems(List<ChannelConfig> changed) {
    return changed.stream()
        .flatMap(
            config ->
                Stream.of(whyNotTakenOver(config), whyNotKept(config), whyNotOpened(config))
                    .flatMap(each -> each))
        .toList();
  }

  /** A name that nobody had would have everything sent once more. */
  private Stream<Problem> whyNotTakenOver(ChannelConfig config) {
    Was was = config.was();
    if (was == null || channels.find(config.id()) != null) {
      return Stream.empty();
    }
    boolean own = removed.find(config.id()) != null;
    Set<String> known = new TreeSet<>(channels.names());
    removed.views().forEach(view -> known.add(view.channel()));
    if (own && known.contains(was.name())) {
      return Stream.of(
          problem(
              was,
              "'was' in channels.%s: of both, '%s' and '%s', something is known"
                  .formatted(config.id(), config.id(), was.name()),
              "take it out, or: sluice channels forget " + config.id()));
    }
    return own || known.contains(was.name())
        ? Stream.empty()
        : Stream.of(
            problem(
                was,
                "'was' in channels.%s: nothing is known of a channel '%s'"
                    .formatted(config.id(), was.name()),
                Suggestions.hint(was.name(), known)));
  }

  private static Problem problem(Was was, String message, String hint) {
    return new Problem(
        ConfigReader.CHANNELS_FILE,
        was.line(),
        was.column(),
        was.name().length(),
        Problem.Severity.ERROR,
        message,
        hint,
        Optional.empty());
  }

  /** Each keeps another kind of backlog, and neither can take over what the other one owes. */
  private Stream<Problem> whyNotKept(ChannelConfig config) {
    ChannelVerticle running = approvals.runs(config);
    return running == null || running.configured().keep() == config.keep()
        ? Stream.empty()
        : Stream.of(
            Problem.ofFile(
                ConfigReader.CHANNELS_FILE,
                "backlog.keep of channel '%s' cannot change while there is a backlog: give the channel"
                        .formatted(config.id())
                    + " another name, or change it back"));
  }

  /** What runs goes on until it is known that the other can begin. */
  private Stream<Problem> whyNotOpened(ChannelConfig config) {
    try {
      config.adapter().open(config.settings(), ChannelContext.passing(vertx, clock)).close();
      return Stream.empty();
    } catch (RuntimeException e) {
      LOG.warn("Channel {} cannot be opened as it is configured now", config.id(), e);
      String message = "channel '%s' cannot be opened like this: %s".formatted(config.id(), e);
      return Stream.of(Problem.ofFile(ConfigReader.CHANNELS_FILE, message));
    }
  }
}
