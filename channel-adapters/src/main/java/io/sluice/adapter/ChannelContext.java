package io.sluice.adapter;

import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What the gateway lends a connection.
 *
 * @param clock the only time it may look at
 * @param credentials where its short-lived tokens are
 * @param budgets what it may still ask for, together with the other channels of its account
 * @param remoteIds what it has to know again after a restart
 */
public record ChannelContext(
    Vertx vertx,
    InstantSource clock,
    CredentialStore credentials,
    Budgets budgets,
    RemoteIds remoteIds) {

  /** Of a connection that is the only one of its account. */
  public ChannelContext(
      Vertx vertx, InstantSource clock, CredentialStore credentials, RemoteIds remoteIds) {
    this(vertx, clock, credentials, new LocalBudgets(), remoteIds);
  }

  /** Of a connection that is opened for a single question and remembers nothing. */
  public static ChannelContext passing(Vertx vertx, InstantSource clock) {
    return new ChannelContext(
        vertx, clock, new LocalCredentialStore(vertx, clock), new PassingRemoteIds());
  }
}
