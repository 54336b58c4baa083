package io.sluice.store;

import static io.sluice.store.TestRows.events;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order submissions pass. Each test takes what comes until nothing is left. */
class SubmissionQueueTest {
  private final SubmissionQueue queue = new SubmissionQueue(500, 0);

  @Test
  void journalRowsGoAheadOfOutcomes() {
    Submission accepted = outcome("accepted");
    Submission event = journalRows(1, 1);
    assertThat(passing(accepted, event)).containsExactly(event, accepted);
  }

  @Test
  void journalRowsKeepTheirOrderAmongThemselves() {
    Submission withNotice =
        Submission.of(List.of(append(1), new Write.DeleteSetting("notice", "x")), () -> {});
    Submission accepted = outcome("accepted");
    Submission event = journalRows(2, 2);
    assertThat(passing(accepted, withNotice, event)).containsExactly(accepted, withNotice, event);
  }

  @Test
  void nothingOvertakesWhatIsNeitherJournalNorOutcome() {
    Submission accepted = outcome("accepted");
    Submission setting =
        Submission.of(List.of(new Write.PutSetting("epoch", "pim", new byte[1])), () -> {});
    Submission event = journalRows(1, 1);
    assertThat(passing(accepted, setting, event)).containsExactly(accepted, setting, event);
  }

  @Test
  void oneThatWantsToKnowWhatIsDurableWaitsForAllBefore() {
    Submission accepted = outcome("accepted");
    Submission event = journalRows(1, 1);
    Submission nothing = Submission.of(List.of(), () -> {});
    assertThat(passing(accepted, event, nothing)).containsExactly(event, accepted, nothing);
  }

  @Test
  void outcomesAreNotOvertakenForEverUnderLoad() {
    assertThat(passing(journalRows(1, 20))).hasSize(1);
    Submission accepted = outcome("accepted");
    Submission event = journalRows(21, 21);
    assertThat(passing(accepted, event)).containsExactly(accepted, event);
  }

  @Test
  void whatDidNotFitBeforeIsTakenBeforeWhatComesLater() {
    Submission many = journalRows(1, 400);
    Submission more = journalRows(401, 700);
    Submission accepted = outcome("accepted");
    queue.add(many);
    queue.add(more);
    assertThat(queue.next(0).submissions()).containsExactly(many);
    queue.add(accepted);
    Submission last = journalRows(701, 701);
    queue.add(last);
    assertThat(taken()).containsExactly(more, accepted, last);
  }

  private List<Submission> passing(Submission... submissions) {
    List.of(submissions).forEach(queue::add);
    return taken();
  }

  private List<Submission> taken() {
    List<Submission> all = new ArrayList<>();
    for (Group group = queue.next(0); group != null; group = queue.next(0)) {
      all.addAll(group.submissions());
      group.submissions().forEach(queue::done);
    }
    return all;
  }

  private static Submission journalRows(long first, long last) {
    List<Write> rows =
        events(first, last).stream().map(row -> (Write) new Write.Append(row)).toList();
    return Submission.of(rows, () -> {});
  }

  private static Write append(long position) {
    return new Write.Append(TestRows.event(position));
  }

  private static Submission outcome(String text) {
    return Submission.of(List.of(new Write.Outcomes("shop", 1, TestRows.text(text))), () -> {});
  }
}
