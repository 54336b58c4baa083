package io.sluice.adapter.contract;

import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.Value;
import io.sluice.adapter.spec.OfficialApi;
import io.sluice.adapter.spec.SpecFolder;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs between adapters: the subclass's part of the contract. Everything is called on the
 * test's thread, which is never an event loop and may wait.
 */
public abstract class ContractSubject {
  protected abstract ChannelAdapter adapter();

  /** Makes the stand-in of one test, which is not listening yet; the subclass keeps it. */
  protected abstract Marketplace marketplace(Vertx vertx, InstantSource clock);

  /**
   * The adapter's own keys, so that everything below works; those that all adapters share are
   * added.
   *
   * @param url of the stand-in, without a slash at the end; at times https
   */
  protected abstract Map<String, Object> settings(String url);

  /** What the merchant's {@code batch} says. */
  protected int batchAtMost() {
    return 10;
  }

  /** Every exchange is held against it; null where the marketplace has published none. */
  protected @Nullable OfficialApi official() {
    return null;
  }

  /** Whether {@link #official} can be read on this machine. */
  protected boolean officialIsThere() {
    return SpecFolder.isThere();
  }

  /** Whether a request is one for a token. */
  protected boolean asksForToken(MarketRequest request) {
    return false;
  }

  /** Whether a request brings updates: no question, and no call for a token. */
  protected abstract boolean bringsUpdates(MarketRequest request);

  /** Content with which a product can be created, and changed. */
  protected abstract Value.Product product(String sku, String name);

  /** Of prices. */
  protected String currency() {
    return "EUR";
  }

  /** A SKU as nasty as the marketplace allows. */
  protected String oddSku() {
    return "Größe 42/L +&?#%25";
  }

  /** What the stand-in shows; null where it does not know the SKU. */
  protected abstract @Nullable Shown shown(String sku);

  /** How many products or offers there are, doubles included. */
  protected abstract int products();

  /** Does what the stand-in would do in its own time. */
  protected Future<?> process() {
    return Future.succeededFuture();
  }

  /** From now on values of this SKU are refused, and those that come with them are not. */
  protected abstract Situation itemRefused(String sku);

  /** From now on a request is refused as a whole where it has this SKU. */
  protected abstract Situation callRefused(String sku);

  /** Answers of several items say nothing of this SKU; it is done all the same. */
  protected Situation itemLeftOut(String sku) {
    return Situation.none("its answers leave nothing out");
  }

  /** All the ways in which it says that it is too much. */
  protected abstract List<Throttle> throttles();

  /** The tokens there are end before their time; new ones are given. */
  protected abstract Situation tokensEnded();

  /** The credentials count no more. */
  protected abstract Situation accessTakenAway();

  /** The next update of this SKU meets a newer one, once. */
  protected abstract Situation conflict(String sku);

  /** Somebody deletes a product at the marketplace, for good. */
  protected Situation deleted(String sku) {
    return Situation.none("not said how a product is deleted there");
  }

  /** What the settings lead to is there no more, whatever the product. */
  protected abstract Situation gone();

  /** The marketplace knows nothing more of what was pending there. */
  protected abstract Situation forgotten();

  /** Why a stock of a SKU that was never created is not told from others; null where it is. */
  protected @Nullable String takesAnySku() {
    return null;
  }
}
