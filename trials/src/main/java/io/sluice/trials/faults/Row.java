package io.sluice.trials.faults;

/**
 * One row of the fault matrix.
 *
 * @param id as in the table: P1
 * @param fault in a few words
 * @param passes what it demands beside the promise, in a sentence
 * @param act rows of one act can be played one after the other on one stage: they begin with the
 *     same channels and leave a gateway that works
 * @param isLong begun early where several are played at once, so that none is left alone at the end
 */
public record Row(
    String id, String fault, String passes, String act, boolean isLong, Script script) {
  /** One with a stage of its own. */
  public Row(String id, String fault, String passes, Script script) {
    this(id, fault, passes, id, false, script);
  }

  /** The same on a stage with others of this act. */
  public Row in(String other) {
    return new Row(id, fault, passes, other, true, script);
  }

  /** The same, which takes long also in the short form. */
  public Row takingLong() {
    return new Row(id, fault, passes, act, true, script);
  }

  /** Brings the fault about and writes down what it measured. */
  @FunctionalInterface
  public interface Script {
    void play(Stage stage) throws Exception;
  }
}
