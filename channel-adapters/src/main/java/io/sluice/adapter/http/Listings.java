package io.sluice.adapter.http;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.Visible;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receiver that tells what it shows, at an address of its own: by the number of the page until
 * one is empty, or from page to page as each says. A cursor is that number, or path and query.
 */
final class Listings implements ChannelConnection {
  private final ChannelConnection updates;
  private final ListingSettings settings;
  private final HttpChannelConnection connection;
  private final ListingReader reader;

  /**
   * @param updates where everything else goes
   * @param connection to the host of the listings
   */
  Listings(ChannelConnection updates, ListingSettings settings, HttpChannelConnection connection) {
    this.updates = updates;
    this.settings = settings;
    this.connection = connection;
    this.reader = new ListingReader(settings);
  }

  @Override
  public Future<ListingPage> listings(@Nullable String cursor) {
    if (settings.numbered()) {
      long page = cursor == null ? settings.firstPage() : Long.parseLong(cursor);
      return ask(settings.target(page), (answer, items) -> items.isEmpty() ? null : page + 1 + "");
    }
    String target = cursor == null ? settings.target(0) : cursor;
    return ask(target, (answer, items) -> next(answer, target));
  }

  private interface Next {
    @Nullable String after(byte[] answer, List<Listing> items) throws ListingReader.Unreadable;
  }

  private Future<ListingPage> ask(String target, Next next) {
    return connection.get(target, answer -> page(answer, next), ListingPage.Problem::new);
  }

  private ListingPage page(Answer answer, Next next) {
    if (answer.isHtml()) {
      return new ListingPage.Problem(new Outcome.Gone("a web page instead of a list"));
    }
    try {
      List<Listing> items = reader.listings(answer.body());
      return new ListingPage.Items(items, next.after(answer.body(), items));
    } catch (ListingReader.Unreadable e) {
      return new ListingPage.Problem(new Outcome.Gone(String.valueOf(e.getMessage())));
    }
  }

  private @Nullable String next(byte[] answer, String target) throws ListingReader.Unreadable {
    String address = reader.next(answer);
    if (address == null) {
      return null;
    }
    // Our credentials go nowhere else.
    return StatusHandle.target(address, settings.url().site().origin(), target)
        .orElseThrow(
            () ->
                new ListingReader.Unreadable(
                    "next page on another host refused: " + Visible.line(address)));
  }

  @Override
  public Future<List<Outcome>> deliver(ChannelCall call) {
    return updates.deliver(call);
  }

  @Override
  public Future<List<Outcome>> poll(List<String> handles) {
    return updates.poll(handles);
  }

  @Override
  public Future<Void> close() {
    return Future.join(updates.close(), connection.close()).mapEmpty();
  }
}
