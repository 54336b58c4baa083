package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.ConfigurationView;
import io.sluice.gateway.operations.Reloading;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads that people ask for, with who it was. Thread-safe. */
final class AuditedReloads implements Reloading {
  private static final Logger AUDIT = LoggerFactory.getLogger("sluice.audit");

  private final Reloads reloads;

  AuditedReloads(Reloads reloads) {
    this.reloads = reloads;
  }

  @Override
  public Future<ConfigurationView> configuration() {
    return Future.succeededFuture(reloads.view());
  }

  @Override
  public Future<ConfigurationView> reload(String who) {
    return reloads
        .reload()
        .onSuccess(
            view ->
                AUDIT
                    .atInfo()
                    .addKeyValue("who", who)
                    .addKeyValue("valid", view.valid())
                    .addKeyValue("version", view.version())
                    .log("reload"));
  }

  @Override
  public Future<ConfigurationView> approve(String version, String who) {
    return reloads.approve(version).onSuccess(any -> decided(version, who, "approve"));
  }

  @Override
  public Future<ConfigurationView> discard(String version, String who) {
    return reloads
        .discard(version)
        .onSuccess(any -> decided(version, who, "discard configuration"));
  }

  private static void decided(String version, String who, String what) {
    AUDIT.atInfo().addKeyValue("who", who).addKeyValue("version", version).log(what);
  }
}
