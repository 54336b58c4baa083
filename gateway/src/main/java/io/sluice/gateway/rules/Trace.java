package io.sluice.gateway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gathers how a value came about, for {@code preview --explain}: {@code 17.00 -> +12 % 19.04 ->
 * +1.50 20.54 -> up to .99 20.99}. Nobody writes into it who was not given one.
 */
public final class Trace {
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param about what is calculated: {@code price}, {@code stock}, a field's name
   */
  public record Line(String about, List<Step> steps) {
    @Override
    public String toString() {
      return steps.stream().map(Step::toString).collect(Collectors.joining(" -> "));
    }
  }

  /**
   * @param rule empty for what it begins with
   */
  public record Step(String rule, String result) {
    @Override
    public String toString() {
      return rule.isEmpty() ? result : rule + " " + result;
    }
  }

  void begin(String about) {
    lines.add(new Line(about, new ArrayList<>()));
  }

  void step(String rule, Object result) {
    lines.get(lines.size() - 1).steps().add(new Step(rule, result.toString()));
  }

  public List<Line> lines() {
    return lines.stream().map(line -> new Line(line.about(), List.copyOf(line.steps()))).toList();
  }
}
