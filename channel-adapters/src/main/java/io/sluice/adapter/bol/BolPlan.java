package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an update becomes. */
sealed interface BolPlan {
  /**
   * @param requests at least one; they may be made at the same time
   */
  record Send(List<Request> requests) implements BolPlan {
    public Send {
      requests = List.copyOf(requests);
    }
  }

  /** Nothing to send, as the outcome says. */
  record Answer(Outcome outcome) implements BolPlan {}

  /** The offer has to be found before it can be deleted. */
  record Find() implements BolPlan {}

  /** It is put on hold as it is there: what is not sent with that is gone. */
  record Hold() implements BolPlan {}

  /**
   * @param kind of the process that it begins
   * @param id in the operation's path
   * @param body null for none
   */
  record Request(Step.Kind kind, Operation operation, String id, byte @Nullable [] body) {}
}
