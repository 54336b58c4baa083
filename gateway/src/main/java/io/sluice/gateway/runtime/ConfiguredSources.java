package io.sluice.gateway.runtime;

import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.operations.HealedView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.Page;
import io.sluice.gateway.operations.RefusedView;
import io.sluice.gateway.operations.SourceView;
import io.sluice.gateway.operations.Sources;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sources of gateway.yaml, for people; looked at and healed on intake's context. */
final class ConfiguredSources implements Sources {
  private static final Logger AUDIT = LoggerFactory.getLogger("sluice.audit");

  private final List<SourceConfig> configured;
  private final IntakeVerticle intake;
  private final SourceViews views;
  private final Retakes retakes;
  private final HeldLists rows;

  ConfiguredSources(
      List<SourceConfig> configured,
      IntakeVerticle intake,
      SourceViews views,
      Retakes retakes,
      HeldLists rows) {
    this.configured = configured;
    this.intake = intake;
    this.views = views;
    this.retakes = retakes;
    this.rows = rows;
  }

  /** Goes on with what a stop interrupted. */
  void resume() {
    retakes.resume(configured.stream().map(SourceConfig::name).collect(Collectors.toSet()));
  }

  /** Fails with NOT_FOUND where there is none of this name. */
  Future<SourceConfig> get(String source) {
    return configured.stream()
        .filter(each -> each.name().equals(source))
        .findFirst()
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                Future.failedFuture(
                    new OperationException(
                        Kind.NOT_FOUND, "no source '" + source + "'; there are: " + names())));
  }

  private List<String> names() {
    return configured.stream().map(SourceConfig::name).toList();
  }

  @Override
  public Future<List<SourceView>> sources() {
    return intake.on(views::all);
  }

  @Override
  public Future<HealedView> newEpoch(String source, String who) {
    return get(source)
        .compose(any -> retakes.newEpoch(source))
        .compose(count -> healed(source, who, "new-epoch", count));
  }

  @Override
  public Future<HealedView> lowerMark(String source, String sku, String who) {
    return get(source)
        .compose(any -> retakes.lowerMark(source, sku))
        .compose(count -> healed(source, who, "lower-mark", count));
  }

  private Future<HealedView> healed(String source, String who, String what, int count) {
    AUDIT
        .atInfo()
        .addKeyValue("who", who)
        .addKeyValue("source", source)
        .addKeyValue("takenAgain", count)
        .log(what);
    return intake.on(() -> new HealedView(source, intake.intake().epoch(source), count));
  }

  @Override
  public Future<Page<RefusedView>> refused(@Nullable String cursor, int limit) {
    return rows.refused(cursor, limit);
  }
}
