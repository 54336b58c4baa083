package io.sluice.simulator.amazon;

import io.sluice.simulator.market.Violations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Documents, feeds and their processing, one feed after the other. Not thread-safe. */
final class Feeds {
  /** How long an address of a document is good for. */
  static final Duration SLOT = Duration.ofMinutes(5);

  private static final int MESSAGES_AT_MOST = 25_000;

  private final AmazonAccount account;
  private final Catalogue catalogue;
  private final Violations violations;
  private final Map<String, Document> documents = new LinkedHashMap<>();
  private final Map<String, Feed> feeds = new LinkedHashMap<>();
  private int numbers;
  Duration delay = Duration.ofMinutes(2);
  boolean gzip = true;
  @Nullable String nextEnd;
  byte @Nullable [] nextReport;

  Feeds(AmazonAccount account, Catalogue catalogue, Violations violations) {
    this.account = account;
    this.catalogue = catalogue;
    this.violations = violations;
  }

  /** A place for a feed or a report. */
  static final class Document {
    final String id;
    final String contentType;
    final Instant createdAt;
    byte @Nullable [] bytes;
    boolean compressed;

    Document(String id, String contentType, Instant createdAt) {
      this.id = id;
      this.contentType = contentType;
      this.createdAt = createdAt;
    }
  }

  /** A feed on its way. */
  static final class Feed {
    final String id;
    final Instant createdAt;
    final Instant doneAt;
    final byte[] document;
    final Set<String> changes;
    String status = "IN_QUEUE";
    @Nullable String resultId;

    Feed(String id, Instant createdAt, Instant doneAt, byte[] document, Set<String> changes) {
      this.id = id;
      this.createdAt = createdAt;
      this.doneAt = doneAt;
      this.document = document;
      this.changes = changes;
    }

    boolean unfinished() {
      return status.startsWith("IN_");
    }

    Map<String, Object> shown(String marketplaceId) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("feedId", id);
      shown.put("feedType", "JSON_LISTINGS_FEED");
      shown.put("marketplaceIds", List.of(marketplaceId));
      shown.put("createdTime", createdAt.toString());
      shown.put("processingStatus", status);
      if (resultId != null) {
        shown.put("resultFeedDocumentId", resultId);
      }
      return shown;
    }
  }

  Document document(String contentType, Instant now) {
    numbers++;
    String id = "amzn1.tortuga.4.eu." + numbers + ".T1EXAMPLE";
    Document document = new Document(id, contentType, now);
    documents.put(id, document);
    return document;
  }

  @Nullable Document findDocument(String id) {
    return documents.get(id);
  }

  @Nullable Feed find(String id) {
    return feeds.get(id);
  }

  List<Feed> all() {
    return List.copyOf(feeds.values());
  }

  void forget() {
    feeds.clear();
  }

  /** Takes an uploaded document as a feed; null where nothing was uploaded. */
  @Nullable Feed submit(String documentId, Instant now) {
    Document document = documents.get(documentId);
    if (document == null || document.bytes == null) {
      return null;
    }
    Set<String> changes = changes(document.bytes);
    if (feeds.values().stream().anyMatch(each -> overlaps(each, changes))) {
      violations.add("a feed has changes for which another one waits");
    }
    numbers++;
    Feed feed =
        new Feed(Integer.toString(10_000 + numbers), now, now.plus(delay), document.bytes, changes);
    feeds.put(feed.id, feed);
    return feed;
  }

  private static boolean overlaps(Feed feed, Set<String> changes) {
    return feed.unfinished() && changes.stream().anyMatch(feed.changes::contains);
  }

  /** Counts a change that is sent while the same one waits in a feed. */
  void sentBeside(Set<String> changes) {
    if (feeds.values().stream().anyMatch(each -> overlaps(each, changes))) {
      violations.add("a change was sent while a feed has it");
    }
  }

  /** SKU and attribute of each change in a body. */
  static Set<String> changes(String sku, Map<String, Object> body) {
    Set<String> changes = new HashSet<>();
    for (Object each : Tree.list(body.get("patches"))) {
      changes.add(sku + " " + Tree.members(each).get("path"));
    }
    Tree.members(body.get("attributes")).keySet().forEach(name -> changes.add(sku + " " + name));
    return changes;
  }

  private static Set<String> changes(byte[] document) {
    Set<String> changes = new HashSet<>();
    Map<String, Object> feed = Tree.object(document);
    if (feed != null) {
      for (Object each : Tree.list(feed.get("messages"))) {
        Map<String, Object> message = Tree.members(each);
        changes.addAll(changes(String.valueOf(message.get("sku")), message));
      }
    }
    return changes;
  }

  /** Does what is due by now. */
  void advance(Instant now) {
    for (Feed feed : feeds.values()) {
      if (feed.unfinished() && !now.isBefore(feed.doneAt)) {
        finish(feed, now);
      } else if (feed.unfinished() && now.isAfter(feed.createdAt.plus(delay.dividedBy(2)))) {
        feed.status = "IN_PROGRESS";
      }
    }
  }

  /** Does everything there is to do. */
  void finishAll(Instant now) {
    feeds.values().stream().filter(Feed::unfinished).forEach(feed -> finish(feed, now));
  }

  private void finish(Feed feed, Instant now) {
    String end = nextEnd == null ? "DONE" : nextEnd;
    nextEnd = null;
    feed.status = end;
    if (end.equals("CANCELLED")) {
      return;
    }
    byte[] report = process(feed, end.equals("FATAL"), now);
    if (end.equals("FATAL")) {
      return;
    }
    Document document = document("application/json", now);
    document.compressed = gzip;
    document.bytes = nextReport != null ? nextReport : gzip ? zipped(report) : report;
    nextReport = null;
    feed.resultId = document.id;
  }

  private static byte[] zipped(byte[] report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private byte[] process(Feed feed, boolean breaksOff, Instant now) {
    List<Object> issues = new ArrayList<>();
    Map<String, Object> document = Tree.object(feed.document);
    List<?> messages = document == null ? List.of() : Tree.list(document.get("messages"));
    boolean header =
        document != null
            && account.sellerId().equals(Tree.members(document.get("header")).get("sellerId"))
            && messages.size() <= MESSAGES_AT_MOST;
    if (!header) {
      issues.add(
          Map.of("code", "4002001", "severity", "ERROR", "message", "The feed cannot be parsed."));
      messages = List.of();
    }
    int taken = breaksOff ? messages.size() / 2 : messages.size();
    int accepted = 0;
    for (Object each : messages.subList(0, taken)) {
      Map<String, Object> message = Tree.members(each);
      String sku = String.valueOf(message.get("sku"));
      Submitted submitted = submit(sku, message, now);
      int id = Integer.parseInt(String.valueOf(message.get("messageId")));
      submitted.issues().forEach(issue -> issues.add(issue.ofReport(id, sku)));
      accepted += submitted.accepted() ? 1 : 0;
    }
    return report(feed, issues, messages.size(), accepted);
  }

  private Submitted submit(String sku, Map<String, Object> message, Instant now) {
    return switch (String.valueOf(message.get("operationType"))) {
      case "UPDATE" -> catalogue.put(sku, message, now);
      case "PATCH" -> catalogue.patch(sku, message, now);
      case "DELETE" -> catalogue.delete(sku);
      default ->
          Submitted.invalid(
              "4002008",
              "The provided message did not meet the schema validation requirements for a feed"
                  + " message.",
              null);
    };
  }

  private byte[] report(Feed feed, List<Object> issues, int messages, int accepted) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("errors", issues.size());
    summary.put("warnings", 0);
    summary.put("messagesProcessed", messages);
    summary.put("messagesAccepted", accepted);
    summary.put("messagesInvalid", messages - accepted);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put(
        "header", Map.of("sellerId", account.sellerId(), "version", "2.0", "feedId", feed.id));
    report.put("issues", issues);
    report.put("summary", summary);
    return Tree.text(report).getBytes(StandardCharsets.UTF_8);
  }
}
