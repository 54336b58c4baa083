package io.sluice.gateway.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at everything that a channel shows came to, so far.
 *
 * @param over whether it is at its end, and everything it touched was sent
 * @param failed whether it ended before it had read everything
 * @param problem why it ended early, or what it waits for; null: nothing
 * @param listings read
 * @param withStock of these that say a stock
 * @param withPrice of these that say a price
 * @param unknown listings of products that no event ever named; never touched
 * @param unknownExamples what the channel calls them, at most 100
 * @param same stocks and prices that are shown as they should be
 * @param different those that are not
 * @param missing products that were thought to be there, and were not found twice
 * @param unexpected products that were thought not to be there, and are
 * @param leaving adopt: products that are there and that the rules exclude
 * @param skipped stocks and prices that were on their way, held or not decided, so nothing can be
 *     said of them, and products that are not there of which anything is
 * @param touched stocks, prices and contents that were owed because of this
 * @param waiting of these, how many still wait
 * @param examples of what differs, at most 100
 */
public record ReadingView(
    boolean over,
    boolean failed,
    @Nullable String problem,
    long listings,
    long withStock,
    long withPrice,
    long unknown,
    List<String> unknownExamples,
    long same,
    long different,
    long missing,
    long unexpected,
    long leaving,
    long skipped,
    long touched,
    long waiting,
    List<Difference> examples) {
  public ReadingView {
    unknownExamples = List.copyOf(unknownExamples);
    examples = List.copyOf(examples);
  }

  /**
   * One thing that the channel shows otherwise.
   *
   * @param part stock, price, or listed: whether it is there
   * @param there what it shows
   * @param accepted what it accepted last, null where that was nothing
   * @param ours what it should show now, null where that cannot be told here
   */
  public record Difference(
      String sku,
      String part,
      @Nullable String there,
      @Nullable String accepted,
      @Nullable String ours) {}
}
