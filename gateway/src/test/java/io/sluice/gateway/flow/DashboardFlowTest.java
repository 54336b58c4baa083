package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.access.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What ops do on a bad day, in a real browser before a real gateway. */
class DashboardFlowTest extends FlowTest {
  private static final By MAIN = By.tagName("main");
  private static final By CARD = By.cssSelector("[data-channel='shop']");
  private static final By DIALOG = By.cssSelector("dialog[open]");

  private static void publish(Flow flow, int from, int to, long sequence) {
    flow.publish(
        IntStream.range(from, to)
            .mapToObj(i -> stock("e-" + sequence + "-" + i, "S" + i, "BER", sequence, i)));
  }

  /** A refusal is believed once something else got through after it. */
  private static void untilBelieved(Flow flow, BooleanSupplier condition) {
    AtomicInteger number = new AtomicInteger();
    soon()
        .until(
            () -> {
              int next = number.incrementAndGet();
              flow.publish(stock("g-" + next, "good" + next, "BER", 1, next));
              return condition.getAsBoolean();
            });
  }

  private String impatientShop() {
    return shop() + IMPATIENT;
  }

  @Test
  void outageAndItsEndAreSeenAsTheyHappen(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop());
        Browser browser = Browser.openOrSkip(flow.url())) {
      browser.sees(CARD, "online").sees(MAIN, "1 channel: 1 online. Nothing waits.");

      receiver.answers(body -> 503);
      publish(flow, 0, 40, 1);

      browser
          .sees(CARD, "offline")
          .sees(CARD, "next probe")
          .sees(MAIN, "40 changes wait")
          .picture("overview-outage");

      receiver.answers(body -> 200);

      browser.sees(CARD, "online").sees(MAIN, "Nothing waits").isAccessible().hadNoProblem();
    }
  }

  @Test
  void channelIsPausedWithAReasonAndResumed(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop());
        Browser browser = Browser.openOrSkip(flow.url())) {
      browser.press(CARD, "Pause").write("reason", "stocktaking").isAccessible();
      browser.press(DIALOG, "Pause").sees(CARD, "paused").sees(CARD, "stocktaking");

      publish(flow, 0, 3, 1);
      browser.sees(CARD, "3").sees(MAIN, "3 changes wait");
      assertThat(receiver.requests()).isEmpty();

      browser.press(CARD, "Resume").press(DIALOG, "Resume").sees(CARD, "online");
      soon().until(() -> receiver.accepted().size() == 3);
      browser.hadNoProblem();
    }
  }

  @Test
  void productDataIsOnlyEverText(@TempDir Path directory) {
    String script =
        "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
    String reversed = "\u202egnorts\u202c \u05d0\u05d1\u05d2";
    String lines = "a\r\nset-cookie: owned=1";
    String huge = "x".repeat(200);
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop());
        Browser browser = Browser.openOrSkip(flow.url())) {
      // Where nothing at all is taken it would be the channel's fault.
      receiver.answers(body -> body.getString("sku").startsWith("good") ? 200 : 422);
      int number = 0;
      for (String sku : new String[] {script, reversed, lines, huge}) {
        flow.publish(stock("e-" + number++, sku, "BER", 1, 1));
      }
      // A line break is no part of a SKU.
      untilBelieved(flow, () -> flow.deadLetters().size() == 3 && flow.refused().size() == 1);
      browser.go("refused").sees(MAIN, "set-cookie: owned=1").isAccessible();

      browser
          .go("dead-letters?channel=shop")
          .sees(MAIN, "<script>document.title")
          .fitsIntoItsWidth()
          .isAccessible();
      assertThat(browser.run("return document.title")).isEqualTo("Dead letters · Sluice");
      for (String sku : new String[] {script, reversed, huge}) {
        browser
            .go("sku/" + Flow.segment(sku))
            .sees(MAIN, "Where each channel stands")
            .sees(MAIN, "dead");
        assertThat(browser.run("return document.title")).asString().endsWith("· Sluice");
      }
      assertThat(browser.run("return document.cookie")).isEqualTo("");
      browser.hadNoProblem();
    }
  }

  @Test
  void phoneShowsAllOfItAndTheKeyboardReachesAllOfIt(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop());
        Browser browser = Browser.openOrSkip(flow.url())) {
      publish(flow, 0, 3, 1);
      browser.resize(390, 844);
      for (String page :
          new String[] {
            "",
            "channel/shop",
            "search?sku=S1",
            "sku/S1",
            "held",
            "dead-letters",
            "refused",
            "configuration",
            "audit"
          }) {
        browser.go(page).sees(By.tagName("h1"), "").fitsIntoItsWidth().isAccessible();
      }
      browser.picture("phone").resize(1280, 1000).go("");

      browser.tabTo("Pause").type(Keys.ENTER).sees(DIALOG, "Changes wait");
      browser.type("stocktaking", Keys.ENTER).sees(CARD, "paused");
      browser.type("/").type("S1", Keys.ENTER).sees(By.tagName("h1"), "SKU S1");
      browser.tabTo("Search").type("g", "d").sees(By.tagName("h1"), "Dead letters");
      browser.type("?").sees(DIALOG, "Keys").type(Keys.ESCAPE).hadNoProblem();
    }
  }

  @Test
  void deadLettersAreRedrivenWithTheirNewestValue(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop());
        Browser browser = Browser.openOrSkip(flow.url())) {
      receiver.answers(body -> body.getString("sku").startsWith("S") ? 422 : 200);
      publish(flow, 0, 15, 1);
      untilBelieved(flow, () -> flow.deadLetters().size() == 15);
      receiver.answers(body -> 200);

      browser
          .sees(CARD, "15 dead letters")
          .press(CARD, "15 dead letters")
          .sees(MAIN, "http.422")
          .isAccessible()
          .picture("dead-letters")
          .press(MAIN, "Redrive")
          .sees(DIALOG, "The newest value is sent for all changes on shop")
          .write("reason", "mended there")
          .press(DIALOG, "Redrive")
          .sees(MAIN, "redrive: done, 15 of 15")
          .sees(MAIN, "There are no dead letters here.");
      soon()
          .until(
              () ->
                  receiver.accepted().stream().filter(each -> each.sku().startsWith("S")).count()
                      == 15);
      browser.go("audit").sees(MAIN, "mended there").sees(MAIN, "15").hadNoProblem();
    }
  }

  @Test
  void viewerLooksAndIsRefusedToSteer(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(
        directory.resolve("config/users.txt"),
        "vera:viewer:" + Passwords.hash("correct horse battery"));
    String users = "api: { users: users.txt }\n";
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop(), users);
        Browser browser = Browser.openOrSkip(flow.url())) {
      browser.sees(MAIN, "Sign in to Sluice").isAccessible();
      browser.write("name", "vera").write("password", "wrong").press(MAIN, "Sign in");
      browser.sees(MAIN, "The name or the password is wrong.");
      browser.write("password", "correct horse battery").press(MAIN, "Sign in");

      browser.sees("vera (viewer)").press(CARD, "Pause").write("reason", "stocktaking");
      browser
          .press(DIALOG, "Pause")
          .sees(DIALOG, "vera has the role viewer")
          .press(DIALOG, "Cancel");
      browser.seesNot(CARD, "paused").press("Sign out").sees(MAIN, "Sign in to Sluice");
    }
  }
}
