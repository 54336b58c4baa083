package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What ops look at on a bad day, in a real browser before a real gateway. */
class DashboardFlowTest extends DashboardFlow {
  private static final List<String> PAGES =
      List.of(
          "",
          "channel/shop",
          "search?sku=S1",
          "sku/S1",
          "event/1",
          "held",
          "dead-letters",
          "refused",
          "configuration",
          "audit");

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
  void whatIsStuckIsFoundWithItsAgeInTwoClicks(@TempDir Path directory) {
    receiver.answers(body -> 503);
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop());
        Browser browser = Browser.openOrSkip(flow.url())) {
      publish(flow, 0, 7, 1);
      browser.sees(CARD, "offline").sees(CARD, "oldest");

      browser.press(CARD, "shop").sees(MAIN, "What is sent next, in this order");
      browser.sees(row("S1"), " ago").sees(MAIN, "answered 503").isAccessible();
      browser
          .press(MAIN, "S1")
          .sees(By.tagName("h1"), "SKU S1")
          .sees(row("shop"), "stock")
          .hadNoProblem();
    }
  }

  @Test
  void whyOneProductIsWrongIsToldStepByStepInTwoClicks(@TempDir Path directory) {
    String rules = shop() + "  send: [price]\n  price: { list: retail, markup: 10% }\n";
    try (Flow flow = Flow.withSections(node, directory, CATALOG, rules);
        Browser browser = Browser.openOrSkip(flow.url())) {
      flow.publish(price("S1", 1, "17.00"));
      soon().until(() -> accepted("18.70") == 1);

      browser.sees(CARD, "online").type("/").type("S1", Keys.ENTER);
      browser.sees(By.tagName("h1"), "SKU S1").sees(row("shop"), "accepted");
      browser
          .press(MAIN, "Why it is so on shop")
          .sees(MAIN, "17.00 -> +10 % 18.70")
          .isAccessible()
          .picture("sku-why")
          .hadNoProblem();
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
  void pageTellsWhyNothingNewComes(@TempDir Path directory) throws Exception {
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop())) {
      List<InputStream> streams = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        streams.add(stream(flow));
      }
      try (Browser browser = Browser.openOrSkip(flow.url())) {
        browser.sees(MAIN, "There are 64 streams already: close one");
        for (InputStream each : streams) {
          each.close();
        }
        browser.sees(CARD, "online").seesNot(MAIN, "streams already");

        flow.stop();
        browser.sees(MAIN, "The gateway cannot be reached. What is shown here is old.");
        flow.goOn();
      }
    }
  }

  private static InputStream stream(Flow flow) throws Exception {
    URI uri = URI.create(flow.url() + "/api/v1/stream");
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void agesGoByTheGatewaysClockAndNotByTheOneHere(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop());
        Browser browser = Browser.openOrSkip(flow.url())) {
      flow.post("/channels/shop/pause", "{}", "application/json");
      publish(flow, 0, 3, 1);

      browser.withClockAheadBy(Duration.ofHours(5)).sees(CARD, "oldest").sees(CARD, "paused");
      assertThat(browser.text(CARD)).doesNotContainPattern("\\d h").doesNotContain("drained");
      browser.go("channel/shop").sees(MAIN, "paused for").sees(row("S1"), " s ago");
      assertThat(browser.text(MAIN)).doesNotContainPattern("\\d h");
    }
  }

  @Test
  void everyPageAndDialogIsAccessibleInBothColourSchemes(@TempDir Path directory) {
    String rules =
        "  send: [stock, price]\n  price: { list: retail }\n  guard: { price_drop_over: 40% }\n";
    try (Flow flow = Flow.withSections(node, directory, CATALOG, impatientShop() + rules);
        Browser browser = Browser.openOrSkip(flow.url())) {
      receiver.answers(body -> body.getString("sku").equals("S1") ? 422 : 200);
      flow.publish(price("S2", 1, "100.00"));
      soon().until(() -> accepted("100.00") == 1);
      flow.publish(price("S2", 2, "1.00"));
      flow.publish("no event");
      publish(flow, 0, 3, 1);
      untilBelieved(flow, () -> flow.deadLetters().size() == 1 && flow.refused().size() == 1);
      flow.channels("catalogue:\n", "");
      soon().until(() -> !flow.get("/configuration").getBoolean("valid"));

      for (String scheme : List.of("light", "dark")) {
        browser.colours(scheme);
        for (String page : PAGES) {
          browser.go(page).sees(By.tagName("h1"), "").seesNot(MAIN, "Loading").isAccessible();
        }
        browser.go("channel/shop");
        for (String dialog : List.of("Pause", "Replay", "Reconcile")) {
          browser.press(MAIN, dialog).sees(DIALOG, dialog).isAccessible();
          browser.press(DIALOG, "Cancel");
        }
        browser.press("Keys").sees(DIALOG, "Single keys").isAccessible().type(Keys.ESCAPE);
      }
      browser.hadNoProblem();
    }
  }

  @Test
  void phoneShowsAllOfItAndTheKeyboardReachesAllOfIt(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop());
        Browser browser = Browser.openOrSkip(flow.url())) {
      publish(flow, 0, 3, 1);
      browser.resize(390, 844);
      for (String page : PAGES) {
        browser.go(page).sees(By.tagName("h1"), "").seesNot(MAIN, "Loading").fitsIntoItsWidth();
      }
      browser.go("").sees(CARD, "online").isAccessible();
      browser.picture("phone").resize(1280, 1000);

      browser.tabTo("Pause").type(Keys.ENTER).sees(DIALOG, "Changes wait");
      browser.type("stocktaking", Keys.ENTER).sees(CARD, "paused");
      browser.type("/").type("S1", Keys.ENTER).sees(By.tagName("h1"), "SKU S1");
      browser.tabTo("Search").type("g", "d").sees(By.tagName("h1"), "Dead letters");
      browser.type("?").sees(DIALOG, "Keys").type(Keys.TAB, Keys.SPACE, Keys.ESCAPE);
      browser.type("g", "a", "?").tabTo("Keys").type(Keys.ENTER).sees(DIALOG, "Single keys");
      assertThat(browser.text(By.tagName("h1"))).as("keys are off").isEqualTo("Dead letters");
      browser.type(Keys.TAB, Keys.SPACE, Keys.ESCAPE).type("g", "a");
      browser.sees(By.tagName("h1"), "Audit").hadNoProblem();
    }
  }
}
