package io.sluice.gateway.runtime;

import io.sluice.gateway.alerts.AlertMessage;
import io.sluice.gateway.alerts.Alerts;
import io.sluice.gateway.alerts.Notice;
import io.sluice.gateway.alerts.Observer;
import io.sluice.gateway.alerts.Seen;
import io.sluice.gateway.alerts.Told;
import io.sluice.gateway.config.AlertSettings;
import io.sluice.gateway.operations.Alerting;
import io.sluice.gateway.operations.AlertsView;
import io.sluice.gateway.operations.AlertsView.AlertView;
import io.sluice.gateway.operations.AlertsView.ReceiverView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at the gateway every second and has its receivers told. A context of its own. */
final class AlertWatch implements Alerting {
  private static final long EVERY_MS = 1_000;
  private static final String SETTING = "alerts";
  private static final String TOLD = "told";

  private final Context context;
  private final Vertx vertx;
  private final Store store;
  private final InstantSource clock;
  private final Supplier<Optional<Seen>> eye;
  private final Observer observer;
  private final Alerts alerts;
  private final List<AlertOutbox> outboxes;
  private final String gateway;
  private volatile int firing;
  private boolean unwritten;
  private boolean stopped;

  /**
   * Reads the store, so it blocks.
   *
   * @param eye what is so now; empty as long as that is not known
   */
  AlertWatch(
      AlertSettings settings,
      Vertx vertx,
      Store store,
      InstantSource clock,
      Meters meters,
      Supplier<Optional<Seen>> eye) {
    this.context = vertx.getOrCreateContext();
    this.vertx = vertx;
    this.store = store;
    this.clock = clock;
    this.eye = eye;
    this.gateway = settings.receivers().isEmpty() ? "localhost" : hostName();
    this.observer = new Observer(settings.rules());
    byte[] told = store.settings(SETTING).get(TOLD);
    this.alerts = new Alerts(settings.rules(), told == null ? List.of() : Told.decode(told));
    this.outboxes =
        settings.receivers().stream()
            .map(
                receiver ->
                    new AlertOutbox(
                        receiver,
                        AlertTransport.to(receiver, gateway, vertx, clock),
                        vertx,
                        clock,
                        meters,
                        AlertOutbox.WAITS))
            .toList();
    meters.gauge("sluice.alerts.firing", "Alerts that are not over", () -> firing);
    context.runOnContext(any -> vertx.setTimer(EVERY_MS, this::look));
  }

  /** As the host calls itself: what a mail server is told, and people read. */
  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return name.matches("[A-Za-z0-9.-]{1,253}") ? name : "localhost";
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private void look(long timer) {
    if (stopped) {
      return;
    }
    try {
      eye.get().ifPresent(this::look);
      write();
    } finally {
      vertx.setTimer(EVERY_MS, this::look);
    }
  }

  private void look(Seen seen) {
    long now = clock.millis();
    alerts.look(observer.of(seen, now), now).ifPresent(this::tell);
    firing = alerts.told().size();
  }

  private void tell(Notice notice) {
    AlertMessage message = AlertMessage.of(notice, gateway);
    outboxes.forEach(outbox -> outbox.add(message));
    unwritten = true;
  }

  /** Looks no more; completes once what was told is on its way to the store. */
  Future<Void> stop() {
    return Contexts.call(
        context,
        () -> {
          stopped = true;
          write();
          return null;
        });
  }

  /** What was not sent before a stop is told after it. */
  private void write() {
    if (unwritten && outboxes.stream().allMatch(AlertOutbox::isEmpty)) {
      unwritten = false;
      byte[] told = Told.encode(outboxes.isEmpty() ? List.of() : alerts.told());
      store.submit(List.of(new Write.PutSetting(SETTING, TOLD, told)), () -> {});
    }
  }

  @Override
  public Future<AlertsView> alerts() {
    return Contexts.call(
        context,
        () -> {
          List<AlertView> items =
              outboxes.isEmpty()
                  ? alerts.view().stream().map(AlertView::toldToNobody).toList()
                  : alerts.view();
          return new AlertsView(items, outboxes.stream().map(AlertOutbox::view).toList());
        });
  }

  @Override
  public Future<List<ReceiverView>> testAlerts(String who) {
    if (outboxes.isEmpty()) {
      return Future.failedFuture(
          new OperationException(
              OperationException.Kind.CONFLICT,
              "nobody is told of anything: gateway.yaml has no alerts.receivers"));
    }
    AlertMessage message = AlertMessage.test(clock.instant(), gateway, who);
    return Contexts.call(context, () -> outboxes.stream().map(each -> each.test(message)).toList())
        .compose(
            tests -> Future.join(tests).map(all -> tests.stream().map(Future::result).toList()));
  }
}
