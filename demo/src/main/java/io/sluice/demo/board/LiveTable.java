package io.sluice.demo.board;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Draws the table in place of the one before, with the last events below it. */
public final class LiveTable implements Display {
  private static final int EVENTS = 5;
  private static final String ESCAPE = "\u001b[";
  private static final String TO_END = ESCAPE + "J";
  private static final String NO_WRAP = ESCAPE + "?7l";
  private static final String WRAP = ESCAPE + "?7h";

  private final PrintWriter out;
  private final boolean colours;
  private final StateChanges changes = new StateChanges();
  private final Deque<String> events = new ArrayDeque<>();
  private int drawn;

  public LiveTable(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  @Override
  public void show(Scene scene) {
    changes.since(scene).forEach(this::tell);
    List<Board.Line> lines = new ArrayList<>(Board.lines(scene));
    events.forEach(event -> lines.add(new Board.Line(event)));
    StringBuilder screen = new StringBuilder(NO_WRAP);
    if (drawn > 0) {
      screen.append('\r').append(ESCAPE).append(drawn).append('A').append(TO_END);
    }
    lines.forEach(line -> screen.append(line.painted(colours)).append('\n'));
    out.print(screen.append(WRAP));
    out.flush();
    drawn = lines.size();
  }

  /** Seen with the next scene. */
  @Override
  public void tell(String event) {
    if (events.size() == EVENTS) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  @Override
  public void close() {
    out.flush();
  }
}
