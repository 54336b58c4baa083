package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.event;
import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.openqa.selenium.By;

/** Where things are on the dashboard, and what happens behind it. */
abstract class DashboardFlow extends FlowTest {
  static final By MAIN = By.tagName("main");
  static final By CARD = By.cssSelector("[data-channel='shop']");
  static final By DIALOG = By.cssSelector("dialog[open]");

  static void publish(Flow flow, int from, int to, long sequence) {
    flow.publish(
        IntStream.range(from, to)
            .mapToObj(i -> stock("e-" + sequence + "-" + i, "S" + i, "BER", sequence, i)));
  }

  /** A refusal is believed once something else got through after it. */
  static void untilBelieved(Flow flow, BooleanSupplier condition) {
    AtomicInteger number = new AtomicInteger();
    soon()
        .until(
            () -> {
              int next = number.incrementAndGet();
              flow.publish(stock("g-" + next, "good" + next, "BER", 1, next));
              return condition.getAsBoolean();
            });
  }

  static String price(String sku, long sequence, String amount) {
    String data =
        "{\"sku\":\"%s\",\"list\":\"retail\",\"amount\":\"%s\",\"currency\":\"EUR\"}"
            .formatted(sku, amount);
    return event("p-" + sku + "-" + sequence, "product.price.changed", sequence, "", data);
  }

  String impatientShop() {
    return shop() + IMPATIENT;
  }

  long accepted(String amount) {
    return receiver.accepted().stream().filter(each -> each.body().contains(amount)).count();
  }

  /** Of a table, by what its first cell says. */
  static By row(String first) {
    return By.xpath("//main//tr[td[1][normalize-space()='" + first + "']]");
  }
}
