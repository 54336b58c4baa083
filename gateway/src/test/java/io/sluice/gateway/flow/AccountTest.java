package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels that share an account, in a running gateway. */
class AccountTest extends FlowTest {
  private static final String ACCOUNT =
      """
      accounts:
        seller: { adapter: http, allow_private: yes, limits: { parallel: 3 } }
      """;
  private static final int SKUS = 30;

  private String channel(String name, String send) {
    return """
        %s:
          account: seller
          url: "%s/%s"
          send: [%s]
          backlog: { keep: latest_per_sku }
        """
        .formatted(name, receiver.url(), name, send);
  }

  private static String price(int sku) {
    String data =
        "{\"sku\":\"S%d\",\"list\":\"retail\",\"amount\":\"10.00\",\"currency\":\"EUR\"}"
            .formatted(sku);
    return Flow.event("p" + sku, "product.price.changed", 1, "", data);
  }

  @Test
  void callsOfAllItsChannelsAreCountedTogetherAlsoAfterARestart(@TempDir Path directory) {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch answer = new CountDownLatch(1);
    receiver.answers(
        body -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          boolean told = await(answer);
          inFlight.decrementAndGet();
          return told ? 200 : 500;
        });
    try (Flow flow =
        Flow.withSections(
            node, directory, ACCOUNT, channel("de", "stock") + channel("fr", "price"))) {
      for (int sku = 0; sku < SKUS; sku++) {
        flow.publish(stock("s" + sku, "S" + sku, "BER", 1, 7));
        flow.publish(price(sku));
      }

      soon().until(() -> inFlight.get() == 3);
      soon().until(() -> flow.channel("de").getLong("backlog") == SKUS);
      soon().until(() -> flow.channel("fr").getLong("backlog") == SKUS);
      answer.countDown();
      soon().until(() -> receiver.accepted().size() == 2 * SKUS);
      flow.restart();
      flow.publish(stock("again", "S1", "BER", 2, 8));

      soon().until(() -> receiver.accepted().size() == 2 * SKUS + 1);
      assertThat(most).hasValue(3);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
