package io.sluice.adapter;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tokens of one process. */
public final class LocalCredentialStore implements CredentialStore {
  /** A token is renewed this long before its end, or after nine tenths of a shorter life. */
  private static final Duration BEFORE_END = Duration.ofMinutes(1);

  private static final Duration AGAIN = Duration.ofSeconds(AGAIN_SECONDS);

  private final Vertx vertx;
  private final InstantSource clock;
  private final Map<String, Entry> entries = new HashMap<>();

  public LocalCredentialStore(Vertx vertx, InstantSource clock) {
    this.vertx = vertx;
    this.clock = clock;
  }

  /** What is known of one credential; only touched under the store's lock. */
  private static final class Entry {
    @Nullable Token token;
    Instant renewAt = Instant.MIN;
    Instant grantedAt = Instant.MIN;
    TokenAnswer.@Nullable Problem problem;
    Instant askAgainAt = Instant.MIN;
    @Nullable List<Promise<TokenAnswer>> waiting;
  }

  @Override
  public Future<TokenAnswer> token(String credential, Supplier<Future<TokenAnswer>> refresh) {
    Promise<TokenAnswer> answer = Promise.promise();
    synchronized (this) {
      Entry entry = entries.computeIfAbsent(credential, any -> new Entry());
      Instant now = clock.instant();
      TokenAnswer usable = usable(entry, now);
      if (usable != null && (entry.waiting != null || !isWanted(entry, now))) {
        return Future.succeededFuture(usable);
      }
      if (entry.waiting != null) {
        entry.waiting.add(answer);
        return here(answer);
      }
      entry.waiting = new ArrayList<>();
      if (usable == null) {
        entry.waiting.add(answer);
      } else {
        // It lives, and who asks does not wait for the next one.
        answer.complete(usable);
      }
    }
    ask(refresh).onComplete(done -> ended(credential, done.result()));
    return here(answer);
  }

  /** Whether a new one is asked for, now or since the end of the old one is near. */
  private static boolean isWanted(Entry entry, Instant now) {
    boolean near = entry.token == null || !now.isBefore(entry.renewAt);
    return near && !now.isBefore(entry.askAgainAt);
  }

  /** A token that lives; without one the problem that is too young to be asked again; else null. */
  private static @Nullable TokenAnswer usable(Entry entry, Instant now) {
    if (entry.token != null && now.isBefore(entry.token.expiresAt())) {
      return new TokenAnswer.Granted(entry.token);
    }
    return now.isBefore(entry.askAgainAt) ? entry.problem : null;
  }

  private static Future<TokenAnswer> ask(Supplier<Future<TokenAnswer>> refresh) {
    return Future.succeededFuture()
        .compose(any -> refresh.get())
        .otherwise(
            bug ->
                new TokenAnswer.Problem(
                    new Outcome.Unreachable("no token: " + bug.getClass().getSimpleName())));
  }

  private void ended(String credential, TokenAnswer answer) {
    List<Promise<TokenAnswer>> waiting;
    TokenAnswer told;
    synchronized (this) {
      Entry entry = entries.computeIfAbsent(credential, any -> new Entry());
      Instant now = clock.instant();
      if (answer instanceof TokenAnswer.Granted granted) {
        Token token = granted.token();
        Duration life = Duration.between(now, token.expiresAt());
        Duration tenth = life.dividedBy(10);
        entry.token = token;
        entry.grantedAt = now;
        entry.renewAt =
            token.expiresAt().minus(tenth.compareTo(BEFORE_END) < 0 ? tenth : BEFORE_END);
        entry.problem = null;
        entry.askAgainAt = Instant.MIN;
      } else {
        entry.problem = (TokenAnswer.Problem) answer;
        entry.askAgainAt = now.plus(AGAIN);
      }
      waiting = entry.waiting == null ? List.of() : entry.waiting;
      entry.waiting = null;
      // Who waited is told what those are told who ask from now on.
      TokenAnswer found = usable(entry, now);
      told = found == null ? answer : found;
    }
    waiting.forEach(each -> each.complete(told));
  }

  @Override
  public synchronized void refused(String credential, Token token) {
    Entry entry = entries.get(credential);
    if (entry == null || entry.token != token) {
      return;
    }
    if (!clock.instant().isBefore(entry.grantedAt.plus(AGAIN))) {
      entry.token = null;
    }
  }

  /** The one who asks may live on another loop than the one whose call brought the answer. */
  private Future<TokenAnswer> here(Promise<TokenAnswer> answer) {
    Context context = vertx.getOrCreateContext();
    Promise<TokenAnswer> here = Promise.promise();
    answer.future().onComplete(done -> context.runOnContext(go -> here.handle(done)));
    return here.future();
  }
}
