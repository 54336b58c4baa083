package io.sluice.demo.board;

import io.sluice.gateway.command.VisibleText;
import io.sluice.gateway.operations.ChannelView;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** For files and pipes: a line per event of interest, and a summary every ten seconds. */
public final class PlainLines implements Display {
  private static final Duration SUMMARY_EVERY = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final StateChanges changes = new StateChanges();
  private Instant nextSummary = Instant.MIN;

  public PlainLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void show(Scene scene) {
    changes.since(scene).forEach(this::tell);
    if (!scene.now().isBefore(nextSummary)) {
      nextSummary = scene.now().plus(SUMMARY_EVERY);
      tell(summary(scene));
    }
  }

  private static String summary(Scene scene) {
    return Clock.time(scene.now())
        + " published "
        + scene.published()
        + "; "
        + scene.channels().stream()
            .map(view -> words(view, scene))
            .collect(Collectors.joining("; "));
  }

  private static String words(ChannelView view, Scene scene) {
    Speed speed = scene.speed(view.channel());
    String oldest = Words.age(view.oldestAt(), scene.now());
    String p99 = Words.p99(speed);
    return "%s %s, backlog %d%s, %s/s%s"
        .formatted(
            view.channel(),
            view.state(),
            view.backlog(),
            oldest.isEmpty() ? "" : ", oldest " + oldest,
            Words.rate(speed),
            p99.isEmpty() ? "" : ", p99 " + p99);
  }

  @Override
  public void tell(String event) {
    out.println(VisibleText.of(event));
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
