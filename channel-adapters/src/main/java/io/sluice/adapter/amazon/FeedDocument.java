package io.sluice.adapter.amazon;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.adapter.wire.Json;
import io.sluice.adapter.wire.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON_LISTINGS_FEED.
 *
 * @param taken the submissions in it; the number of a message is its place, from 1
 */
record FeedDocument(byte[] bytes, List<Submission> taken) {
  static final String CONTENT_TYPE = "application/json; charset=UTF-8";

  /** Feeds API best practices: keep a feed below 10 MiB. */
  static final int BYTES_AT_MOST = 10 << 20;

  private static final int END_BYTES = 16;

  /** Of as many submissions as fit, from the first on. */
  static FeedDocument of(List<Submission> submissions, AmazonSettings settings) {
    return of(submissions, settings, BYTES_AT_MOST, AmazonSettingsCheck.MESSAGES_AT_MOST);
  }

  static FeedDocument of(
      List<Submission> submissions, AmazonSettings settings, int bytesAtMost, int messagesAtMost) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
    List<Submission> taken = new ArrayList<>();
    try (JsonGenerator json = Json.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      header(json, settings.sellerId(), settings.issueLocale());
      json.writeArrayFieldStart("messages");
      for (Submission submission : submissions) {
        byte[] message = JsonTree.bytes(submission.message(taken.size() + 1));
        json.flush();
        boolean fits = out.size() + message.length + END_BYTES <= bytesAtMost;
        if (taken.size() == messagesAtMost || !fits) {
          break;
        }
        json.writeRawValue(new String(message, StandardCharsets.UTF_8));
        taken.add(submission);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return new FeedDocument(out.toByteArray(), List.copyOf(taken));
  }

  private static void header(JsonGenerator json, String sellerId, @Nullable String locale)
      throws IOException {
    json.writeObjectFieldStart("header");
    json.writeStringField("sellerId", sellerId);
    json.writeStringField("version", "2.0");
    if (locale != null) {
      json.writeStringField("issueLocale", locale);
    }
    json.writeEndObject();
  }
}
