package io.sluice.adapter.woocommerce;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Reached;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One shop. */
final class WooConnection implements ChannelConnection {
  private static final Outcome NO_HANDLE =
      new Outcome.Unknown("not a handle of this channel", false);

  private final WooSettings settings;
  private final ChannelContext context;
  private final WooApi api;
  private final WooAnswers answers;
  private final ProductPages pages;

  WooConnection(WooSettings settings, ChannelContext context) {
    this.settings = settings;
    this.context = context;
    this.api = new WooApi(settings, context.vertx(), context.clock());
    this.answers = new WooAnswers(context.clock(), settings.authorization());
    this.pages = new ProductPages(answers, settings.currency());
  }

  @Override
  public Future<List<Outcome>> deliver(ChannelCall call) {
    return new WooCall(settings, api, context.remoteIds(), context.clock(), call.updates()).run();
  }

  /** Nothing is ever pending there. */
  @Override
  public Future<List<Outcome>> poll(List<String> handles) {
    return Future.succeededFuture(Collections.nCopies(handles.size(), NO_HANDLE));
  }

  @Override
  public Future<ListingPage> listings(@Nullable String cursor) {
    long number = ProductPages.number(cursor);
    return api.page(number).map(ended -> pages.page(ended, number));
  }

  Future<Reached> look() {
    return api.one()
        .map(
            ended -> {
              WooAnswers.Read read = answers.read(ended, 1);
              Outcome problem = read.problem();
              if (problem == null && read.tree() instanceof List<?>) {
                return new Reached(true, "the keys may read products; writing is not tried");
              } else if (problem instanceof Outcome.Unauthorized refused) {
                return new Reached(false, "refuses the keys: " + refused.reason());
              } else if (problem instanceof Outcome.Gone gone) {
                return new Reached(
                    false, "no REST API there (permalinks must not be plain): " + gone.reason());
              }
              return new Reached(false, ended.reason());
            });
  }

  @Override
  public Future<Void> close() {
    return api.close();
  }
}
