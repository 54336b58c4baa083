package io.sluice.adapter.amazon;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.wire.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call would send. Which listings exist, and of which type, is only known when it is looked
 * up: here they are there unless they are known not to be.
 */
final class AmazonPreview {
  private final AmazonSettings settings;
  private final ListingPaths paths;

  AmazonPreview(AmazonSettings settings) {
    this.settings = settings;
    this.paths = new ListingPaths(settings);
  }

  CallPreview of(ChannelCall call) {
    KnownListing there = new KnownListing(null, settings.fulfillmentChannel());
    CallWork work =
        CallWork.of(
            call.updates(),
            new SubmissionWriter(settings),
            update -> update.listed() == Listed.NO ? null : there,
            Map.of());
    if (work.submissions() == 0) {
      return new CallPreview.Refused(reason(work.outcomes().get(0)));
    }
    if (!work.isForFeed(settings.feedOver())) {
      return new CallPreview.Requests(direct(work.listings()));
    }
    List<OutgoingRequest> requests = new ArrayList<>(direct(work.asFeed()));
    requests.addAll(feed(work));
    return new CallPreview.Requests(requests);
  }

  private static String reason(Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.reason();
    }
    return outcome instanceof Outcome.NotListed missing ? missing.reason() : "nothing to send";
  }

  private List<OutgoingRequest> direct(List<CallWork.OfListing> listings) {
    List<OutgoingRequest> requests = new ArrayList<>();
    for (CallWork.OfListing listing : listings) {
      Submission product = listing.product();
      if (product != null) {
        requests.add(direct(product));
      }
      listing.offers().stream().reduce(Submission::with).map(this::direct).ifPresent(requests::add);
    }
    return requests;
  }

  private OutgoingRequest direct(Submission submission) {
    boolean deletes = submission.kind() == Submission.Kind.DELETE;
    return request(
        DirectSubmissions.method(submission.kind()).name(),
        paths.submission(submission.sku()),
        deletes ? new byte[0] : JsonTree.bytes(submission.body()));
  }

  private List<OutgoingRequest> feed(CallWork work) {
    FeedDocument document = FeedDocument.of(FeedSubmission.messages(work), settings);
    Map<String, String> plain = new LinkedHashMap<>();
    plain.put("user-agent", SellingPartnerApi.USER_AGENT);
    plain.put("content-type", FeedDocument.CONTENT_TYPE);
    return List.of(
        request(
            "POST",
            FeedSubmission.DOCUMENTS,
            JsonTree.bytes(Map.of("contentType", FeedDocument.CONTENT_TYPE))),
        new OutgoingRequest("PUT", "https://" + OutgoingRequest.MASK, plain, document.bytes()),
        request("POST", FeedSubmission.FEEDS, FeedSubmission.body(settings, OutgoingRequest.MASK)));
  }

  private OutgoingRequest request(String method, String path, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-amz-access-token", OutgoingRequest.MASK);
    headers.put("x-amz-date", OutgoingRequest.MASK);
    headers.put("user-agent", SellingPartnerApi.USER_AGENT);
    headers.put("accept", "application/json");
    if (body.length > 0) {
      headers.put("content-type", "application/json");
    }
    return new OutgoingRequest(method, settings.endpoint() + path, headers, body);
  }
}
