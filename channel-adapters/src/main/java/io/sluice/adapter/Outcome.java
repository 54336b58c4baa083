package io.sluice.adapter;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one update of a call ended in. Adapters map every answer of their channel to one of these;
 * the gateway alone decides what follows.
 *
 * <table>
 * <caption>Where they come from over HTTP</caption>
 * <tr><td>accepted</td><td>2xx and the adapter's own success test</td></tr>
 * <tr><td>pending</td><td>202 with a status to poll, feeds</td></tr>
 * <tr><td>deferred</td><td>429, 408, 425, 503 with Retry-After, quota gone</td></tr>
 * <tr><td>unreachable</td><td>refused, timeout to connect, reset, DNS, TLS, 5xx but 501</td></tr>
 * <tr><td>rejected</td><td>400, 404, 422 of one item, per-item error in a 200, 501</td></tr>
 * <tr><td>conflict</td><td>409, compare-and-set lost</td></tr>
 * <tr><td>unauthorized</td><td>401, 403</td></tr>
 * <tr><td>not listed</td><td>the item is unknown there</td></tr>
 * <tr><td>unknown</td><td>no answer after sending, unparsable 200, missing item, expired handle</td></tr>
 * <tr><td>gone</td><td>404 or 410 without an item meaning, 3xx</td></tr>
 * </table>
 */
public sealed interface Outcome {
  /** What an outcome speaks of. */
  enum Scope {
    ITEM,
    /** The whole call was refused, and one of several updates may be the reason. */
    CALL,
    /** Everything of the update's facet: channels limit what may be asked for per operation. */
    OPERATION,
    CHANNEL
  }

  record Accepted() implements Outcome {
    public static final Accepted PLAIN = new Accepted();
  }

  /**
   * @param handle what to ask for with {@link ChannelConnection#poll}; survives a restart
   * @param pollAt not before
   * @param expiresAt when the channel forgets the handle
   * @param listed whether the product is there already, though this update is not decided: its
   *     stock and price need not wait
   */
  record Pending(String handle, Instant pollAt, Instant expiresAt, boolean listed)
      implements Outcome {
    /** Of an update that says nothing of whether the product is there. */
    public Pending(String handle, Instant pollAt, Instant expiresAt) {
      this(handle, pollAt, expiresAt, false);
    }

    /** The same, to be asked for by another handle. */
    public Pending withHandle(String other) {
      return new Pending(other, pollAt, expiresAt, listed);
    }
  }

  record Deferred(Instant until, Scope scope, String reason) implements Outcome {}

  record Unreachable(String reason) implements Outcome {}

  /**
   * @param code short and stable: {@code http.422}, {@code price.too_low}
   * @param answer excerpt of the answer for a person, at most 2,000 characters, or null
   */
  record Rejected(String code, String reason, Scope scope, @Nullable String answer)
      implements Outcome {}

  record Conflict(String reason) implements Outcome {}

  record Unauthorized(Scope scope, String reason) implements Outcome {}

  record NotListed(String reason) implements Outcome {}

  /**
   * @param transport whether the connection failed (counts against the channel's health)
   */
  record Unknown(String reason, boolean transport) implements Outcome {}

  record Gone(String reason) implements Outcome {}

  /** One function per case, so that a new case fails to compile wherever it matters. */
  record Cases<T>(
      Function<Accepted, T> accepted,
      Function<Pending, T> pending,
      Function<Deferred, T> deferred,
      Function<Unreachable, T> unreachable,
      Function<Rejected, T> rejected,
      Function<Conflict, T> conflict,
      Function<Unauthorized, T> unauthorized,
      Function<NotListed, T> notListed,
      Function<Unknown, T> unknown,
      Function<Gone, T> gone) {}

  default <T> T fold(Cases<T> cases) {
    if (this instanceof Accepted o) {
      return cases.accepted().apply(o);
    } else if (this instanceof Pending o) {
      return cases.pending().apply(o);
    } else if (this instanceof Deferred o) {
      return cases.deferred().apply(o);
    } else if (this instanceof Unreachable o) {
      return cases.unreachable().apply(o);
    } else if (this instanceof Rejected o) {
      return cases.rejected().apply(o);
    } else if (this instanceof Conflict o) {
      return cases.conflict().apply(o);
    } else if (this instanceof Unauthorized o) {
      return cases.unauthorized().apply(o);
    } else if (this instanceof NotListed o) {
      return cases.notListed().apply(o);
    } else if (this instanceof Unknown o) {
      return cases.unknown().apply(o);
    } else {
      return cases.gone().apply((Gone) this);
    }
  }
}
