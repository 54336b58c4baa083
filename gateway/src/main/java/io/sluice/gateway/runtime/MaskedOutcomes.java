package io.sluice.gateway.runtime;

import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.config.SecretTexts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes without what nobody may see: their texts are kept with dead letters, logged and shown,
 * and receivers exist that answer with what they were sent.
 */
final class MaskedOutcomes {
  private final SecretTexts secrets;
  private final Outcome.Cases<Outcome> cases =
      new Outcome.Cases<>(
          accepted -> accepted,
          this::hide,
          deferred ->
              new Outcome.Deferred(deferred.until(), deferred.scope(), mask(deferred.reason())),
          unreachable -> new Outcome.Unreachable(mask(unreachable.reason())),
          rejected ->
              new Outcome.Rejected(
                  mask(rejected.code()),
                  mask(rejected.reason()),
                  rejected.scope(),
                  maskAnswer(rejected.answer())),
          conflict -> new Outcome.Conflict(mask(conflict.reason())),
          unauthorized ->
              new Outcome.Unauthorized(unauthorized.scope(), mask(unauthorized.reason())),
          notListed -> new Outcome.NotListed(mask(notListed.reason())),
          unknown -> new Outcome.Unknown(mask(unknown.reason()), unknown.transport()),
          gone -> new Outcome.Gone(mask(gone.reason())));

  MaskedOutcomes(SecretTexts secrets) {
    this.secrets = secrets;
  }

  List<Outcome> mask(List<Outcome> outcomes) {
    return outcomes.stream().map(outcome -> outcome.fold(cases)).toList();
  }

  /** Listings themselves are compared and not shown. */
  ListingPage mask(ListingPage page) {
    return page instanceof ListingPage.Problem problem
        ? new ListingPage.Problem(problem.why().fold(cases))
        : page;
  }

  /** A handle is needed again as it was: what it is kept and shown as can be undone. */
  private Outcome hide(Outcome.Pending pending) {
    String hidden = secrets.hide(pending.handle());
    return secrets.mask(hidden).equals(hidden)
        ? pending.withHandle(hidden)
        : new Outcome.Unknown("the address to ask at holds credentials in an odd form", false);
  }

  /** Handles as the channel gave them. One from before the credentials changed is no handle. */
  List<String> revealed(List<String> handles) {
    return handles.stream().map(secrets::reveal).toList();
  }

  String mask(String text) {
    return secrets.mask(text);
  }

  private @Nullable String maskAnswer(@Nullable String answer) {
    return answer == null ? null : mask(answer);
  }
}
