package io.sluice.gateway.runtime;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels of one account, on one context: it owns what they share. Each is a verticle as if it
 * were alone.
 */
final class AccountVerticle extends VerticleBase {
  private final List<ChannelVerticle> channels;

  AccountVerticle(List<ChannelVerticle> channels) {
    this.channels = List.copyOf(channels);
  }

  @Override
  public Future<?> start() throws Exception {
    return all((channel, owner) -> channel.deploy(owner));
  }

  @Override
  public Future<?> stop() throws Exception {
    return all((channel, owner) -> channel.undeploy(owner));
  }

  private interface Step {
    Future<?> take(ChannelVerticle channel, Context owner) throws Exception;
  }

  private Future<?> all(Step step) throws Exception {
    List<Future<?>> futures = new ArrayList<>();
    for (ChannelVerticle channel : channels) {
      futures.add(step.take(channel, context));
    }
    return Future.join(futures);
  }
}
