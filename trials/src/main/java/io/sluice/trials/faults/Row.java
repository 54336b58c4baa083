package io.sluice.trials.faults;

/**
 * One row of the fault matrix.
 *
 * @param id as in the table: P1
 * @param fault in a few words
 * @param passes what it demands beside the promise, in a sentence
 */
public record Row(String id, String fault, String passes, Script script) {
  /** Brings the fault about and writes down what it measured. */
  @FunctionalInterface
  public interface Script {
    void play(Stage stage) throws Exception;
  }
}
