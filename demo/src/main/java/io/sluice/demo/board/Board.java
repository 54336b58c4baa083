package io.sluice.demo.board;

import io.sluice.gateway.command.DisplayWidth;
import io.sluice.gateway.command.StateColour;
import io.sluice.gateway.command.VisibleText;
import io.sluice.gateway.operations.ChannelView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The table: one line per channel, with its last problem below it. No line is wider than 80
 * columns.
 */
final class Board {
  static final int COLUMNS = 80;

  /**
   * @param state what gives the line its colour, null for none
   */
  record Line(String text, @Nullable String state) {
    Line {
      text = DisplayWidth.cut(VisibleText.of(text), COLUMNS);
    }

    Line(String text) {
      this(text, null);
    }

    /** With colours where they are wanted. */
    String painted(boolean colours) {
      return state == null || !colours
          ? text
          : StateColour.of(state).map(style -> style.on() + text + style.off()).orElse(text);
    }
  }

  private Board() {}

  static List<Line> lines(Scene scene) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            "shop %s   published %d   in the broker %d"
                .formatted(scene.shop(), scene.published(), scene.waiting())));
    lines.add(new Line(row("CHANNEL", "STATE", "BREAKER", "BACKLOG", "OLDEST", "RATE/S", "P99")));
    for (ChannelView view : scene.channels()) {
      lines.add(new Line(row(view, scene), view.state()));
      if (view.lastProblem() != null) {
        lines.add(new Line("  last problem: " + view.lastProblem()));
      }
    }
    return lines;
  }

  private static String row(ChannelView view, Scene scene) {
    Speed speed = scene.speed(view.channel());
    return row(
        view.channel(),
        view.state(),
        view.breaker().replace('_', ' '),
        Words.count(view.backlog()),
        Words.age(view.oldestAt(), scene.now()),
        Words.rate(speed),
        Words.p99(speed));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-13s %-15s %-9s %8s %7s %7s %8s", cells).stripTrailing();
  }
}
