package io.sluice.trials.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a row measured, with what it demands. Not thread-safe. */
public final class Figures {
  private final List<Figure> figures = new ArrayList<>();
  private final int patience;

  /**
   * @param patience by how much longer everything may take, where rows share a machine
   */
  public Figures(int patience) {
    this.patience = patience;
  }

  public void note(String name, Object measured) {
    figures.add(new Figure(name, String.valueOf(measured), "", true));
  }

  public void atMost(String name, Duration measured, Duration demanded) {
    Duration allowed = demanded.multipliedBy(patience);
    boolean kept = measured.compareTo(allowed) <= 0;
    figures.add(new Figure(name, seconds(measured), "<= " + seconds(allowed), kept));
  }

  public void atLeast(String name, Duration measured, Duration demanded) {
    boolean kept = measured.compareTo(demanded) >= 0;
    figures.add(new Figure(name, seconds(measured), ">= " + seconds(demanded), kept));
  }

  public void atMost(String name, double measured, double allowed, String unit) {
    figures.add(
        new Figure(name, number(measured) + unit, "<= " + number(allowed), measured <= allowed));
  }

  public void atLeast(String name, double measured, double demanded, String unit) {
    figures.add(
        new Figure(name, number(measured) + unit, ">= " + number(demanded), measured >= demanded));
  }

  public void exactly(String name, Object measured, Object demanded) {
    figures.add(
        new Figure(
            name, String.valueOf(measured), String.valueOf(demanded), measured.equals(demanded)));
  }

  /**
   * @param found what was seen instead, in words
   */
  public void holds(String name, boolean kept, Object found) {
    figures.add(new Figure(name, kept ? "yes" : "no: " + found, "yes", kept));
  }

  public List<Figure> all() {
    return List.copyOf(figures);
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() < 1_000
        ? duration.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
