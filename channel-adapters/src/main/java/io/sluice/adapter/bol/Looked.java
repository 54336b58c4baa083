package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.PathSegment;
import io.vertx.core.Future;
import java.util.Map;

/** What bol says when it is asked for one offer. */
sealed interface Looked {
  record There(Map<?, ?> offer) implements Looked {}

  record NotThere() implements Looked {}

  /**
   * @param why what an update ends in that needs to know
   */
  record Untold(Outcome why) implements Looked {}

  static Future<Looked> at(BolApi api, String offerId) {
    String id = PathSegment.encode(offerId).orElse("-");
    return api.call(Operation.GET_OFFER, id, null).map(Looked::read);
  }

  private static Looked read(Called called) {
    if (called instanceof Called.Failed failed) {
      return failed.isNotFound() ? new NotThere() : new Untold(untold(failed.why()));
    }
    Map<?, ?> offer = BolJson.object(((Called.Answered) called).answer().body());
    return offer == null
        ? new Untold(new Outcome.Unknown("answer without an offer", false))
        : new There(offer);
  }

  /** What is refused or used up here is the question, not the update. */
  private static Outcome untold(Outcome why) {
    if (why instanceof Outcome.Deferred deferred && deferred.scope() == Outcome.Scope.OPERATION) {
      return new Outcome.Deferred(deferred.until(), Outcome.Scope.ITEM, deferred.reason());
    }
    return why instanceof Outcome.Rejected rejected
        ? new Outcome.Unknown("does not say whether it has the offer: " + rejected.reason(), false)
        : why;
  }
}
