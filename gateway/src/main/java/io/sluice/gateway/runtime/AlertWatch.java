package io.sluice.gateway.runtime;

import io.sluice.gateway.alerts.AlertMessage;
import io.sluice.gateway.alerts.Alerts;
import io.sluice.gateway.alerts.Notice;
import io.sluice.gateway.alerts.Observed;
import io.sluice.gateway.alerts.Observer;
import io.sluice.gateway.alerts.Seen;
import io.sluice.gateway.alerts.Told;
import io.sluice.gateway.config.AlertReceiver;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks at the gateway every second and has its receivers told. Each has a memory of its own of
 * what it was told, so that one that takes nothing has no other told again. A context of its own.
 */
final class AlertWatch implements Alerting {
  private static final long EVERY_MS = 1_000;
  private static final String SETTING = "alerts";
  private static final String TOLD = "told/";

  /** Of all receivers together, as earlier versions kept it. */
  private static final String TOLD_ALL = "told";

  private final Context context;
  private final Vertx vertx;
  private final Store store;
  private final InstantSource clock;
  private final Supplier<Optional<Seen>> eye;
  private final Observer observer;
  private final Alerts alerts;
  private final List<Line> lines;
  private final String gateway;
  private volatile int firing;
  private boolean stopped;

  /** What one receiver was told, and is to be. */
  private static final class Line {
    final String name;
    final Alerts alerts;
    final AlertOutbox outbox;
    boolean unwritten;

    Line(String name, Alerts alerts, AlertOutbox outbox) {
      this.name = name;
      this.alerts = alerts;
      this.outbox = outbox;
    }

    Write written() {
      unwritten = false;
      return new Write.PutSetting(SETTING, name, Told.encode(alerts.told()));
    }
  }

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
    Map<String, byte[]> stored = store.settings(SETTING);
    List<Told> told = new ArrayList<>();
    this.lines = new ArrayList<>();
    for (AlertReceiver receiver : settings.receivers()) {
      String name = TOLD + receiver.name();
      byte[] known = stored.getOrDefault(name, stored.get(TOLD_ALL));
      List<Told> before = known == null ? List.of() : Told.decode(known);
      told.addAll(before);
      lines.add(
          new Line(name, new Alerts(settings.rules(), before), outbox(receiver, gateway, meters)));
    }
    this.alerts = new Alerts(settings.rules(), told);
    forget(stored.keySet());
    meters.gauge("sluice.alerts.firing", "Alerts that are not over", () -> firing);
    context.runOnContext(any -> vertx.setTimer(EVERY_MS, this::look));
  }

  private AlertOutbox outbox(AlertReceiver receiver, String from, Meters meters) {
    AlertTransport transport = AlertTransport.to(receiver, from, vertx, clock);
    return new AlertOutbox(receiver, transport, vertx, clock, meters, AlertOutbox.WAITS);
  }

  /** A receiver that comes back later is to be told all that is so then. */
  private void forget(Set<String> stored) {
    Set<String> kept = lines.stream().map(line -> line.name).collect(Collectors.toSet());
    List<Write> writes = new ArrayList<>();
    if (stored.contains(TOLD_ALL)) {
      lines.forEach(line -> writes.add(line.written()));
    }
    stored.stream()
        .filter(name -> !kept.contains(name))
        .forEach(name -> writes.add(new Write.DeleteSetting(SETTING, name)));
    if (!writes.isEmpty()) {
      store.submit(writes, () -> {});
    }
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
    List<Observed> observed = observer.of(seen, now);
    alerts.look(observed, now);
    lines.forEach(line -> line.alerts.look(observed, now).ifPresent(notice -> tell(line, notice)));
    firing = alerts.told().size();
  }

  private void tell(Line line, Notice notice) {
    line.outbox.add(AlertMessage.of(notice, gateway));
    line.unwritten = true;
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
    List<Write> writes =
        lines.stream()
            .filter(line -> line.unwritten && line.outbox.isEmpty())
            .map(Line::written)
            .toList();
    if (!writes.isEmpty()) {
      store.submit(writes, () -> {});
    }
  }

  @Override
  public Future<AlertsView> alerts() {
    return Contexts.call(
        context,
        () -> {
          List<AlertView> items =
              lines.isEmpty()
                  ? alerts.view().stream().map(AlertView::toldToNobody).toList()
                  : alerts.view();
          return new AlertsView(items, lines.stream().map(line -> line.outbox.view()).toList());
        });
  }

  @Override
  public Future<List<ReceiverView>> testAlerts(String who) {
    if (lines.isEmpty()) {
      return Future.failedFuture(
          new OperationException(
              OperationException.Kind.CONFLICT,
              "nobody is told of anything: gateway.yaml has no alerts.receivers"));
    }
    AlertMessage message = AlertMessage.test(clock.instant(), gateway, who);
    return Contexts.call(
            context, () -> lines.stream().map(line -> line.outbox.test(message)).toList())
        .compose(
            tests -> Future.join(tests).map(all -> tests.stream().map(Future::result).toList()));
  }
}
