package io.sluice.gateway.api;

import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.ConfigurationView;
import io.sluice.gateway.operations.JobView;
import io.sluice.gateway.operations.Operations;
import io.sluice.gateway.operations.ReadyView;
import io.sluice.gateway.operations.SourceView;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a stream tells of, as of one moment, by name. Views are values, so two of them tell what
 * changed.
 *
 * @param problems what everybody should see, in sentences
 */
record LiveState(
    Map<String, ChannelView> channels,
    Map<String, SourceView> sources,
    Map<String, JobView> jobs,
    List<String> problems) {

  static Future<LiveState> look(Operations operations) {
    Future<List<ChannelView>> channels = operations.channels().channels();
    Future<List<SourceView>> sources = operations.sources().sources();
    Future<List<JobView>> jobs = operations.jobs().jobs();
    Future<ReadyView> ready = operations.readiness().ready();
    Future<ConfigurationView> configuration = operations.reloading().configuration();
    return Future.all(channels, sources, jobs, ready, configuration)
        .map(
            any ->
                of(
                    channels.result(),
                    sources.result(),
                    jobs.result(),
                    ready.result(),
                    configuration.result()));
  }

  private static LiveState of(
      List<ChannelView> channels,
      List<SourceView> sources,
      List<JobView> jobs,
      ReadyView ready,
      ConfigurationView configuration) {
    Map<String, ChannelView> byChannel = new LinkedHashMap<>();
    channels.forEach(view -> byChannel.put(view.channel(), view));
    Map<String, SourceView> bySource = new LinkedHashMap<>();
    sources.forEach(view -> bySource.put(view.source(), view));
    Map<String, JobView> byId = new LinkedHashMap<>();
    jobs.forEach(view -> byId.put(view.id(), view));
    List<String> problems = new ArrayList<>(ready.problems());
    if (!configuration.valid()) {
      problems.add("the configuration's files are wrong; what ran before them goes on");
    }
    if (configuration.waiting() != null) {
      problems.add("a changed configuration waits for approval");
    }
    return new LiveState(byChannel, bySource, byId, problems);
  }

  /** All of it. */
  Map<String, Object> snapshot() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("channels", channels.values());
    all.put("sources", sources.values());
    all.put("jobs", jobs.values());
    all.put("problems", problems);
    return all;
  }

  /** What is otherwise than it was; empty where nothing is. */
  Map<String, Object> since(LiveState before) {
    Map<String, Object> gone = new LinkedHashMap<>();
    gone.put("channels", gone(before.channels, channels));
    gone.put("sources", gone(before.sources, sources));
    gone.put("jobs", gone(before.jobs, jobs));
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("channels", changed(before.channels, channels));
    change.put("sources", changed(before.sources, sources));
    change.put("jobs", changed(before.jobs, jobs));
    change.put("gone", gone);
    change.put("problems", problems.equals(before.problems) ? null : problems);
    return equals(before) ? Map.of() : change;
  }

  private static <T> List<T> changed(Map<String, T> before, Map<String, T> now) {
    return now.entrySet().stream()
        .filter(each -> !Objects.equals(before.get(each.getKey()), each.getValue()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<String> gone(Map<String, ?> before, Map<String, ?> now) {
    return before.keySet().stream().filter(name -> !now.containsKey(name)).toList();
  }
}
