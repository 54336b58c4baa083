package io.sluice.adapter.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.ReadBack;
import io.sluice.adapter.spec.JsonSchemaFile;
import io.sluice.simulator.market.MarketExchange;
import io.sluice.simulator.market.MarketFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many changes as one feed. */
class FeedsTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;

  /** Three listings, and a feed from three changes on. */
  private static AmazonFixture amazon() {
    AmazonFixture amazon = new AmazonFixture(Map.of("feed_over", 2L));
    for (int i = 1; i <= 3; i++) {
      amazon.store.list("S-" + i, "LUGGAGE", "DEFAULT", 1L, new BigDecimal("10"));
    }
    return amazon;
  }

  private static List<ChannelUpdate> prices(AmazonFixture amazon, String amount) {
    List<ChannelUpdate> prices = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      prices.add(amazon.price("S-" + i, amount));
    }
    return prices;
  }

  private static List<String> handles(List<Outcome> pending) {
    assertThat(pending).allMatch(Outcome.Pending.class::isInstance);
    return pending.stream().map(outcome -> ((Outcome.Pending) outcome).handle()).toList();
  }

  @Test
  void manyChangesAreOneFeedAndOneReport() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      amazon.store.compressReports(false);
      List<ChannelUpdate> updates = new ArrayList<>(prices(amazon, "12.50"));
      updates.add(amazon.stock("S-1", 9));

      List<Outcome> outcomes = amazon.deliver(updates);
      List<String> handles = handles(outcomes);

      Outcome.Pending first = (Outcome.Pending) outcomes.get(0);
      assertThat(first.pollAt()).isEqualTo(amazon.now().plus(Duration.ofSeconds(30)));
      assertThat(first.expiresAt()).isEqualTo(amazon.now().plus(Duration.ofDays(90)));
      assertThat(amazon.poll(handles)).allMatch(Outcome.Pending.class::isInstance);
      amazon.rest(Duration.ofMinutes(3));
      assertThat(amazon.poll(handles.subList(0, 2))).containsExactly(ACCEPTED, ACCEPTED);
      assertThat(amazon.poll(handles.subList(2, 4))).containsExactly(ACCEPTED, ACCEPTED);

      assertThat(amazon.store.shown("S-1").quantity()).isEqualTo(9);
      assertThat(amazon.store.shown("S-3").price()).isEqualByComparingTo("12.50");
      assertThat(amazon.store.counts())
          .containsEntry("createFeedDocument", 1)
          .containsEntry("upload", 1)
          .containsEntry("createFeed", 1)
          .containsEntry("getFeed", 2)
          .containsEntry("getFeedDocument", 1)
          .containsEntry("download", 1)
          .doesNotContainKey("patchListingsItem");
    }
  }

  /** Customers may buy what there is no more for as long as the feed takes. */
  @Test
  void whatIsSoldOutDoesNotWaitForTheFeed() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      amazon.store.feedsTake(Duration.ofMinutes(30));
      List<ChannelUpdate> updates = new ArrayList<>(prices(amazon, "12.50"));
      updates.add(amazon.stock("S-1", 9));
      updates.add(amazon.stock("S-2", 0));

      List<Outcome> outcomes = amazon.deliver(updates);

      assertThat(outcomes.get(4)).isEqualTo(ACCEPTED);
      assertThat(amazon.store.shown("S-2").quantity()).isZero();
      List<String> handles = handles(outcomes.subList(0, 4));
      assertThat(new String(amazon.store.newestFeed(), StandardCharsets.UTF_8))
          .doesNotContain("\"quantity\":0");

      amazon.rest(Duration.ofMinutes(31));
      assertThat(amazon.poll(handles)).allMatch(ACCEPTED::equals);
      assertThat(amazon.store.shown("S-1").quantity()).isEqualTo(9);
      assertThat(amazon.store.shown("S-2").quantity()).isZero();
      assertThat(amazon.store.shown("S-2").price()).isEqualByComparingTo("12.50");
    }
  }

  @Test
  void manyThatAreSoldOutGoWithTheFeed() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      AmazonSettings settings = AmazonSettings.of(amazon.settings());
      List<ChannelUpdate> updates = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        updates.add(amazon.stock("S-" + i, 0));
      }
      KnownListing there = new KnownListing("LUGGAGE", "DEFAULT");
      CallWork work =
          CallWork.of(updates, new SubmissionWriter(settings), update -> there, Map.of());

      assertThat(work.isForFeed(100)).isTrue();
      assertThat(work.asFeed()).hasSize(CallWork.AHEAD_AT_MOST);
      assertThat(work.submissions()).isEqualTo(50);
      assertThat(FeedSubmission.messages(work)).hasSize(50);
    }
  }

  @Test
  void whatIsSoldOutComesFirstWhereNoFeedIsLeft() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture(shortCallsAndFeedsFromThree())) {
      List<ChannelUpdate> stocks = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        amazon.store.list("S-" + i, "LUGGAGE", "DEFAULT", 1L, null);
        stocks.add(amazon.stock("S-" + i, 8 - i));
      }
      for (int feed = 0; feed < 5; feed++) {
        handles(amazon.deliver(stocks.subList(0, 3)));
        amazon.store.process();
      }

      List<Outcome> outcomes = amazon.deliver(stocks);

      assertThat(outcomes.get(8)).isEqualTo(ACCEPTED);
      assertThat(amazon.store.shown("S-8").quantity()).isZero();
      assertThat(outcomes.stream().filter(ACCEPTED::equals)).hasSize(5);
    }
  }

  private static Map<String, Object> shortCallsAndFeedsFromThree() {
    return Map.of("feed_over", 2L, "total_timeout", Duration.ofSeconds(3));
  }

  @Test
  void feedAndReportAreAsTheirSchemasSay() throws Exception {
    JsonSchemaFile schema = JsonSchemaFile.of("amazon/listings-feed-schema-v2.json");
    JsonSchemaFile report =
        JsonSchemaFile.of("amazon/listings-feed-processing-report-schema-v2.json");
    try (AmazonFixture amazon = amazon()) {
      amazon.store.compressReports(false);
      amazon.store.refuse("S-2", "8541", "It is different in the catalog.", "item_name");
      String bag = "{\"item_name\":\"Koffer\",\"brand\":\"Acme\"}";
      List<ChannelUpdate> updates = new ArrayList<>(prices(amazon, "12.50"));
      updates.add(amazon.product("Größe 42/L", bag));
      updates.add(amazon.product("S-2", bag));
      updates.add(amazon.stock("S-1", 3));
      updates.add(amazon.discontinued("S-9"));
      List<String> handles = handles(amazon.deliver(updates));

      assertThat(schema.problems(amazon.store.newestFeed())).isEmpty();

      amazon.rest(Duration.ofMinutes(3));
      List<Outcome> outcomes = amazon.poll(handles);
      assertThat(outcomes.get(3)).isEqualTo(ACCEPTED);
      assertThat(outcomes.get(1).toString())
          .contains("amazon.8541")
          .contains("item_name: It is different in the catalog.");
      MarketExchange download = amazon.exchanges.get(amazon.exchanges.size() - 1);
      assertThat(report.problems(download.answer().body())).isEmpty();
      assertThat(amazon.store.shown("Größe 42/L").name()).isEqualTo("Koffer");
    }
  }

  @Test
  void refusedMessageIsRejectedAlone() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      amazon.store.refuse("S-2", "8541", "No.", null);
      List<String> handles = handles(amazon.deliver(prices(amazon, "12.50")));
      amazon.rest(Duration.ofMinutes(3));

      List<Outcome> outcomes = amazon.poll(handles);

      assertThat(outcomes.get(0)).isEqualTo(ACCEPTED);
      assertThat(outcomes.get(1))
          .isEqualTo(new Outcome.Rejected("amazon.8541", "No.", Outcome.Scope.ITEM, null));
      assertThat(outcomes.get(2)).isEqualTo(ACCEPTED);
    }
  }

  @ParameterizedTest
  @CsvSource({"FATAL, aborted", "CANCELLED, cancelled"})
  void feedThatDidNotEndWellIsUnknown(String end, String words) throws Exception {
    try (AmazonFixture amazon = amazon()) {
      List<String> handles = handles(amazon.deliver(prices(amazon, "12.50")));
      amazon.store.nextFeedEnds(end);
      amazon.rest(Duration.ofMinutes(3));

      assertThat(amazon.poll(handles))
          .allSatisfy(
              outcome -> {
                assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
                assertThat(outcome.toString()).contains(words);
              });
    }
  }

  @Test
  void reportThatUnpacksToTooMuchIsNotUnpacked() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 80; i++) {
        zip.write(blanks);
      }
    }
    assertReport(bomb.toByteArray(), "longer than 64 MiB");
  }

  @Test
  void reportThatIsNoReportIsUnknown() throws Exception {
    assertReport("{\"header\":".getBytes(StandardCharsets.UTF_8), "no JSON");
    assertReport(zipped("{\"issues\":[]}"), "no summary");
    assertReport(zipped("[]"), "no JSON object");
    assertReport(
        zipped("{\"issues\":[],\"summary\":{\"messagesAccepted\":1,\"messagesInvalid\":2}}"),
        "refuses messages that it does not name");
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static void assertReport(byte[] report, String words) throws Exception {
    try (AmazonFixture amazon = amazon()) {
      List<String> handles = handles(amazon.deliver(prices(amazon, "12.50")));
      amazon.store.nextReport(report);
      amazon.rest(Duration.ofMinutes(3));

      Outcome outcome = amazon.poll(handles).get(0);

      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      assertThat(outcome.toString()).contains(words);
    }
  }

  @Test
  void errorOfTheWholeFeedIsThatOfEveryMessage() throws Exception {
    FeedReport report =
        FeedReport.read(
            zipped(
                """
                {"issues":[{"code":"4002001","severity":"ERROR","message":"No feed."}],
                 "summary":{"messagesAccepted":0,"messagesInvalid":0}}
                """),
            true);

    assertThat(report.outcome(1).toString()).contains("amazon.4002001").contains("No feed.");
  }

  @Test
  void errorOfAmazonsOwnInAReportIsNoFaultOfItsMessage() throws Exception {
    FeedReport report =
        FeedReport.read(
            zipped(
                """
                {"issues":[
                  {"messageId":1,"code":"4000000","severity":"ERROR","message":"Try again."},
                  {"messageId":2,"code":"4000000","severity":"ERROR","message":"Try again."},
                  {"messageId":2,"code":"90220","severity":"ERROR","message":"Missing."}],
                 "summary":{"messagesAccepted":1,"messagesInvalid":2}}
                """),
            true);

    assertThat(report.outcome(1)).isEqualTo(new Outcome.Unknown("Try again.", false));
    assertThat(report.outcome(2).toString()).contains("amazon.90220");
    assertThat(report.outcome(3)).isEqualTo(ACCEPTED);
  }

  @Test
  void changesGoOneByOneWhereNoFeedIsLeft() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      for (int feed = 1; feed <= 5; feed++) {
        handles(amazon.deliver(prices(amazon, feed + ".00")));
        amazon.store.process();
      }

      assertThat(amazon.deliver(prices(amazon, "6.00")))
          .containsExactly(ACCEPTED, ACCEPTED, ACCEPTED);

      assertThat(amazon.count("createFeed")).isEqualTo(5);
      assertThat(amazon.count("patchListingsItem")).isEqualTo(3);
      assertThat(amazon.store.shown("S-2").price()).isEqualByComparingTo("6.00");
    }
  }

  @Test
  void offerOfAListingThatAFeedCreatesWaitsForIt() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      List<ChannelUpdate> updates = new ArrayList<>(prices(amazon, "2.00"));
      updates.add(amazon.product("NEW", "{\"item_name\":\"Koffer\",\"brand\":\"Acme\"}"));
      updates.add(amazon.stock("NEW", 4));

      List<Outcome> outcomes = amazon.deliver(updates);

      assertThat(outcomes.get(4)).isInstanceOf(Outcome.NotListed.class);
      amazon.rest(Duration.ofMinutes(3));
      assertThat(amazon.poll(outcomes.get(3))).isEqualTo(ACCEPTED);
      assertThat(amazon.deliver(amazon.stock("NEW", 4))).containsExactly(ACCEPTED);
      assertThat(amazon.count("getListingsItem")).isZero();
    }
  }

  /** A feed that nobody heard of again must not overtake what is sent in its place. */
  @ParameterizedTest
  @CsvSource({"RESET_AFTER", "RESET_BEFORE", "ERROR_500"})
  void changeOfAFeedWithoutAnAnswerWaitsUntilNoSuchFeedIsLeft(MarketFault.Kind kind)
      throws Exception {
    try (AmazonFixture amazon = amazon()) {
      amazon.await(
          () ->
              amazon.store.fault(
                  kind, 1, request -> request.is("POST", "feeds", "2021-06-30", "feeds")));
      amazon.store.feedsTake(Duration.ofMinutes(10));
      ChannelUpdate update = amazon.price("S-1", "12.50");
      List<Outcome> outcomes =
          amazon.deliver(update, amazon.price("S-2", "1.00"), amazon.price("S-3", "1.00"));
      assertThat(outcomes).allMatch(Outcome.Unknown.class::isInstance);

      String question = ReadBack.of(update).handle();
      assertThat(amazon.poll(List.of(question)).get(0)).isInstanceOf(Outcome.Pending.class);
      amazon.rest(Duration.ofMinutes(2));
      Outcome later = amazon.poll(List.of(question)).get(0);
      if (kind == MarketFault.Kind.RESET_AFTER) {
        assertThat(later).isInstanceOf(Outcome.Pending.class);
        assertThat(((Outcome.Pending) later).handle()).isEqualTo(question);
        amazon.rest(Duration.ofMinutes(10));
        later = amazon.poll(List.of(question)).get(0);
      }

      assertThat(later).isInstanceOf(Outcome.Conflict.class);
      assertThat(amazon.deliver(amazon.price("S-1", "13.00"))).containsExactly(ACCEPTED);
      assertThat(amazon.store.shown("S-1").price()).isEqualByComparingTo("13.00");
    }
  }

  @Test
  void afterARestartAFeedOfTheProcessBeforeMayBeOnItsWay() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      amazon.store.feedsTake(Duration.ofHours(3));
      List<ChannelUpdate> prices = prices(amazon, "12.50");
      amazon.deliver(prices);
      amazon.reopen();

      String question = ReadBack.of(prices.get(0)).handle();
      assertThat(amazon.poll(List.of(question)).get(0)).isInstanceOf(Outcome.Pending.class);
      amazon.rest(Duration.ofHours(3));
      assertThat(amazon.poll(List.of(question)).get(0)).isInstanceOf(Outcome.Conflict.class);
      // And from then on it is known.
      int asked = amazon.count("getFeeds");
      assertThat(amazon.poll(List.of(question)).get(0)).isInstanceOf(Outcome.Conflict.class);
      assertThat(amazon.count("getFeeds")).isEqualTo(asked);
    }
  }

  @Test
  void documentEndsBeforeItsBounds() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      AmazonSettings settings = AmazonSettings.of(amazon.settings());
      List<Submission> many = new ArrayList<>();
      for (int i = 1; i <= 30; i++) {
        many.add(new Submission("S-" + i, Submission.Kind.DELETE, Map.of(), List.of(i), null));
      }

      FeedDocument small = FeedDocument.of(many, settings, 1_000, 25_000);
      assertThat(small.bytes().length).isBetween(900, 1_000);
      assertThat(small.taken()).isNotEmpty().hasSizeLessThan(30);
      assertThat(Members.list(Members.object(small.bytes()), "messages"))
          .hasSameSizeAs(small.taken());

      assertThat(FeedDocument.of(many, settings, 1 << 20, 7).taken()).hasSize(7);
    }
  }

  @Test
  void capabilitiesSayThatNothingOfAFeedIsSimplyRepeated() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      assertThat(new AmazonAdapter().capabilities(amazon.settings()).notRepeatable()).hasSize(3);
    }
    try (AmazonFixture amazon = new AmazonFixture(Map.of("feed_over", 1_000L))) {
      assertThat(new AmazonAdapter().capabilities(amazon.settings()).notRepeatable()).isEmpty();
    }
  }

  @Test
  void previewShowsTheFeed() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      ChannelCall call = new ChannelCall("c", prices(amazon, "3.00"));
      CallPreview.Requests preview =
          (CallPreview.Requests) new AmazonAdapter().preview(amazon.settings(), call);

      assertThat(preview.requests())
          .extracting(OutgoingRequest::method)
          .containsExactly("POST", "PUT", "POST");
      assertThat(new String(preview.requests().get(1).body(), StandardCharsets.UTF_8))
          .contains("\"sku\":\"S-3\"");
      assertThat(preview.requests().get(1).headers()).doesNotContainKey("x-amz-access-token");
    }
  }

  @Test
  void previewShowsWhatGoesAheadOfTheFeed() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      List<ChannelUpdate> updates = new ArrayList<>(prices(amazon, "3.00"));
      updates.add(amazon.stock("S-3", 0));
      CallPreview.Requests preview =
          (CallPreview.Requests)
              new AmazonAdapter().preview(amazon.settings(), new ChannelCall("c", updates));

      assertThat(preview.requests())
          .extracting(OutgoingRequest::method)
          .containsExactly("PATCH", "POST", "PUT", "POST");
      assertThat(preview.requests().get(0).url()).contains("/S-3?");
    }
  }
}
