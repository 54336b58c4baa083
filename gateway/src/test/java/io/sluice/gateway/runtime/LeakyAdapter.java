package io.sluice.gateway.runtime;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Field;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Setting;
import io.sluice.adapter.SettingProblem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One with a bug: whatever it is asked fails, and the failure names its key. */
final class LeakyAdapter implements ChannelAdapter {
  @Override
  public String kind() {
    return "leaky";
  }

  @Override
  public List<Setting> settings() {
    return List.of(new Setting("key", Setting.Type.SECRET, true, List.of(), List.of(), "The key."));
  }

  @Override
  public List<Field> fields() {
    return List.of();
  }

  @Override
  public List<SettingProblem> validate(ChannelSettings settings) {
    return List.of();
  }

  @Override
  public Capabilities capabilities(ChannelSettings settings) {
    return new Capabilities(
        Capabilities.ExclusiveKey.SKU, 1, true, Long.MAX_VALUE, Set.of(), true, Schedules.NONE);
  }

  @Override
  public CallPreview preview(ChannelSettings settings, ChannelCall call) {
    return new CallPreview.Requests(List.of());
  }

  @Override
  public Future<Reached> look(ChannelSettings settings, ChannelContext context) {
    return Future.succeededFuture(new Reached(false, "there is nothing"));
  }

  @Override
  public ChannelConnection open(ChannelSettings settings, ChannelContext context) {
    String key = ((Secret) settings.values().get("key")).reveal();
    return new ChannelConnection() {
      private <T> Future<T> fail(String what) {
        IllegalStateException cause = new IllegalStateException("no " + key);
        return Future.failedFuture(new IllegalStateException(what + " with key " + key, cause));
      }

      @Override
      public Future<List<Outcome>> deliver(ChannelCall call) {
        return fail("deliver");
      }

      @Override
      public Future<List<Outcome>> poll(List<String> handles) {
        return fail("poll");
      }

      @Override
      public Future<ListingPage> listings(@Nullable String cursor) {
        return fail("list");
      }

      @Override
      public Future<Void> close() {
        return Future.succeededFuture();
      }
    };
  }
}
