package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.access.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What people have done on the dashboard, in a real browser before a real gateway. */
class DashboardDecisionsTest extends DashboardFlow {
  private static final int MANY = 500;

  @Test
  void whatTheGuardHoldsIsApprovedOrDiscarded(@TempDir Path directory) {
    String guarded =
        shop() + "  send: [price]\n  price: { list: retail }\n  guard: { price_drop_over: 40% }\n";
    try (Flow flow = Flow.withSections(node, directory, CATALOG, guarded);
        Browser browser = Browser.openOrSkip(flow.url())) {
      flow.publish(IntStream.range(0, 5).mapToObj(i -> price("P" + i, 1, "100.00")));
      soon().until(() -> accepted("100.00") == 5);
      flow.publish(IntStream.range(0, 5).mapToObj(i -> price("P" + i, 2, "1.00")));

      browser
          .sees(CARD, "guard holds 5 changes")
          .press(CARD, "5 held: guard")
          .sees(MAIN, "The change is larger than the guard allows.")
          .sees(MAIN, "price 100.00 -> 1.00: falls by more than 40 %")
          .isAccessible()
          .picture("guard-incident");

      browser.write("sku", "P0").type(Keys.ENTER).seesNot(MAIN, "P1");
      assertThat(browser.run("return document.activeElement.name")).isEqualTo("sku");
      browser.press(MAIN, "Discard").write("reason", "slip of a finger");
      browser.press(DIALOG, "Discard").sees(MAIN, "discard held: done, 1");

      browser.press(MAIN, "only these of shop").sees(MAIN, "P4");
      browser.press(MAIN, "Approve").sees(DIALOG, "go out as they are");
      browser.isAccessible().write("reason", "clearance sale").press(DIALOG, "Approve");
      browser.sees(MAIN, "approve held: done, 4").sees(MAIN, "Nothing is held here.");
      soon().until(() -> accepted("\"1.00\"") == 4);
      assertThat(receiver.of("P0")).hasSize(1);
      browser.go("audit").sees(MAIN, "slip of a finger").sees(MAIN, "clearance sale");
      browser.go("").seesNot(CARD, "guard").hadNoProblem();
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
  void fiveHundredDeadLettersAreRedrivenAndOneSeesHowFarItIs(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop());
        Browser browser = Browser.openOrSkip(flow.url())) {
      receiver.answers(body -> body.getString("sku").startsWith("S") ? 422 : 200);
      publishMixed(flow);
      untilBelieved(flow, () -> flow.deadLetters().size() == MANY);
      receiver.answers(body -> 200);

      browser
          .sees(CARD, "500 dead letters")
          .press(CARD, "500 dead letters")
          .sees(MAIN, "http.422")
          .isAccessible()
          .picture("dead-letters")
          .press(MAIN, "More")
          .sees(MAIN, "S");
      browser.run(
          "window.told = []; new MutationObserver(() => document.querySelectorAll('main p[role=status]')"
              + ".forEach(each => told.push(each.textContent)))"
              + ".observe(document.body, { subtree: true, childList: true, characterData: true })");
      browser
          .press(MAIN, "Redrive")
          .sees(DIALOG, "The newest value is sent for all changes on shop")
          .write("reason", "mended there")
          .press(DIALOG, "Redrive")
          .sees(MAIN, "redrive: done, 500 of 500")
          .sees(MAIN, "There are no dead letters here.");
      assertThat(browser.run("return told.join()").toString())
          .contains("redrive: running, 0 of 500");
      soon()
          .until(
              () ->
                  receiver.accepted().stream().filter(each -> each.sku().startsWith("S")).count()
                      == MANY);
      browser.go("audit").sees(MAIN, "mended there").hadNoProblem();
    }
  }

  /** Where nothing at all is taken it would be the channel's fault. */
  private static void publishMixed(Flow flow) {
    flow.publish(
        IntStream.range(0, MANY)
            .boxed()
            .flatMap(
                i -> {
                  String refused = stock("e-" + i, "S" + i, "BER", 1, i);
                  String taken = stock("t-" + i, "taken" + i, "BER", 1, i);
                  return i % 3 == 0 ? Stream.of(taken, refused) : Stream.of(refused);
                }));
  }

  @Test
  void jobThatWaitsForItsChannelIsCancelled(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), impatientShop());
        Browser browser = Browser.openOrSkip(flow.url())) {
      publish(flow, 0, 30, 1);
      soon().until(() -> receiver.accepted().size() == 30);
      flow.post("/channels/shop/pause", "{}", "application/json");

      browser.go("channel/shop").press(MAIN, "Replay");
      browser.run("document.querySelector('dialog [name=since]').value = '2020-01-01T00:00'");
      browser.isAccessible().press(DIALOG, "Replay").sees(MAIN, "replay: running, 30 of 30");
      browser.press(MAIN, "Cancel").sees(MAIN, "replay: cancelled").hadNoProblem();
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
      browser.seesNot(CARD, "paused");
      browser.run(
          "return fetch('/api/v1/session/end', { method: 'POST', body: '{}', headers: "
              + "{ 'content-type': 'application/json', 'x-sluice-client': 'elsewhere' } })");
      browser.sees(MAIN, "You are not signed in any more. Load this page anew to sign in.");
      browser.press("Sign out").sees(MAIN, "Sign in to Sluice");
    }
  }
}
