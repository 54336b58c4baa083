package io.sluice.adapter.amazon;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Json;
import io.sluice.adapter.wire.JsonTree;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a processing report says of the messages of a feed.
 *
 * @param refused messages with an error, by their numbers
 * @param whole an error of the feed itself, null without one
 * @param invalid messages that were not taken
 * @param accepted messages that were
 */
record FeedReport(
    Map<Integer, Outcome> refused, @Nullable Outcome whole, long invalid, long accepted) {
  private static final int UNPACKED_AT_MOST = 64 << 20;

  /** The report cannot be read; the message says so to people. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @param gzip whether it is compressed
   */
  static FeedReport read(byte[] report, boolean gzip) throws Unreadable {
    try (InputStream in = open(report, gzip);
        JsonParser parser = Json.FACTORY.createParser(in)) {
      return read(parser);
    } catch (IOException e) {
      throw new Unreadable(
          e instanceof TooLong ? "the report is longer than 64 MiB" : "the report is no JSON");
    }
  }

  private static InputStream open(byte[] report, boolean gzip) throws IOException {
    InputStream in = new ByteArrayInputStream(report);
    return new Bounded(gzip ? new GZIPInputStream(in) : in);
  }

  private static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Ends with {@link TooLong} where a small file unpacks to a huge one. */
  private static final class Bounded extends FilterInputStream {
    private long left = UNPACKED_AT_MOST;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return count(super.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      return count(read, read);
    }

    private int count(int result, int read) throws IOException {
      left -= Math.max(0, read);
      if (left < 0) {
        throw new TooLong();
      }
      return result;
    }
  }

  private static FeedReport read(JsonParser parser) throws IOException, Unreadable {
    Map<Integer, Outcome> refused = new HashMap<>();
    Outcome whole = null;
    Map<String, Object> summary = Map.of();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Unreadable("the report is no JSON object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("issues") && parser.hasToken(JsonToken.START_ARRAY)) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          Outcome error = add(Members.members(JsonTree.read(parser)), refused);
          whole = error == null ? whole : Answers.worse(whole, error);
        }
      } else if (name.equals("summary")) {
        summary = Members.members(JsonTree.read(parser));
      } else {
        parser.skipChildren();
      }
    }
    long accepted = Members.count(summary, "messagesAccepted");
    long invalid = Members.count(summary, "messagesInvalid");
    if (accepted < 0 || invalid < 0) {
      throw new Unreadable("the report has no summary");
    }
    return new FeedReport(refused, whole, invalid, accepted);
  }

  /** Remembers an error of a message; answers an error of the whole feed. */
  private static @Nullable Outcome add(Map<String, Object> issue, Map<Integer, Outcome> refused) {
    if (!"ERROR".equals(Members.text(issue, "severity"))) {
      return null;
    }
    String attribute = Members.text(issue, "attributeName");
    Outcome error =
        Answers.issue(
            Members.text(issue, "code"),
            Members.text(issue, "message"),
            attribute == null ? List.of() : List.of(attribute),
            null);
    long message = Members.count(issue, "messageId");
    if (message < 1) {
      return error;
    }
    if (message <= AmazonSettingsCheck.MESSAGES_AT_MOST) {
      refused.merge((int) message, error, Answers::worse);
    }
    return null;
  }

  /** What a message ended in. */
  Outcome outcome(int messageId) {
    Outcome error = refused.get(messageId);
    if (error != null) {
      return error;
    } else if (whole != null && accepted == 0) {
      return whole;
    } else if (invalid > refused.size()) {
      return new Outcome.Unknown("the report refuses messages that it does not name", false);
    }
    return Outcome.Accepted.PLAIN;
  }
}
