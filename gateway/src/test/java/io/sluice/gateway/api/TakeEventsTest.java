package io.sluice.gateway.api;

import static io.sluice.gateway.api.ContractClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.operations.OperationException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TakeEventsTest {
  private static final String EVENTS = "/api/v1/events";
  private static final String SINGLE = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final int MEBIBYTE = 1024 * 1024;

  private RunningApi api;
  private ContractClient client;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi();
    client = new ContractClient(api.uri());
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  @Test
  void eventIsTakenAndASecondTimeADuplicate() throws Exception {
    String event = "{\"id\":\"e1\",\"subject\":\"a\"}";

    HttpResponse<String> first = post(event, SINGLE);
    HttpResponse<String> second = post(event, SINGLE);

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(decision(first, 0)).isEqualTo("new");
    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(decision(second, 0)).isEqualTo("duplicate");
  }

  @Test
  void batchWithOneGoodEventIsTakenAndNamesTheBadOne() throws Exception {
    HttpResponse<String> response =
        post("[{\"id\":\"bad\"},{\"id\":\"good\",\"subject\":\"a\"}]", BATCH);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(decision(response, 0)).isEqualTo("refused");
    assertThat(decision(response, 1)).isEqualTo("new");
  }

  @Test
  void refusedEventIsAProblemWithCodeAndField() throws Exception {
    HttpResponse<String> response = post("{\"id\":\"bad\"}", SINGLE);

    assertThat(response.statusCode()).isEqualTo(400);
    JsonObject fault = json(response).getJsonArray("errors").getJsonObject(0);
    assertThat(fault.getString("pointer")).isEqualTo("/subject");
    assertThat(fault.getString("code")).isEqualTo("field.missing");
  }

  @Test
  void batchOfOnlyBadEventsPointsIntoEach() throws Exception {
    HttpResponse<String> response = post("[{\"id\":\"a\"},{\"id\":\"b\"}]", BATCH);

    assertThat(response.statusCode()).isEqualTo(400);
    JsonObject fault = json(response).getJsonArray("errors").getJsonObject(1);
    assertThat(fault.getString("pointer")).isEqualTo("/1/subject");
    assertThat(json(response).getJsonArray("items")).hasSize(2);
  }

  @Test
  void emptyBatchIsTaken() throws Exception {
    assertThat(post("[]", BATCH).statusCode()).isEqualTo(202);
  }

  @Test
  void brokenJsonIsRefusedWithItsCode() throws Exception {
    HttpResponse<String> response = post("{\"id\":", SINGLE);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("json.syntax");
  }

  @Test
  void headersAreHandedOnButNoSecrets() throws Exception {
    Map<String, String> headers =
        Map.of(
            "content-type",
            "application/json",
            "ce-id",
            "e1",
            "authorization",
            "Bearer x",
            "cookie",
            "session=x");

    client.post(EVENTS, EVENTS, "{\"id\":\"e1\",\"subject\":\"a\"}", headers);

    assertThat(api.operations.intake.lastHeaders)
        .containsEntry("ce-id", "e1")
        .doesNotContainKeys("authorization", "cookie");
  }

  @Test
  void singleEventMayBeOneMebibyteAndABatchFour() throws Exception {
    assertThat(post(eventOf(MEBIBYTE), SINGLE).statusCode()).isEqualTo(202);
    assertThat(post(eventOf(MEBIBYTE + 1), SINGLE).statusCode()).isEqualTo(413);
    assertThat(post("[" + eventOf(4 * MEBIBYTE - 2) + "]", BATCH).statusCode()).isEqualTo(202);
    assertThat(post("[" + eventOf(4 * MEBIBYTE) + "]", BATCH).statusCode()).isEqualTo(413);
  }

  @Test
  void largeBodyWithoutALengthIsRefusedToo() throws Exception {
    byte[] body = new byte[6 * MEBIBYTE];
    HttpResponse<String> response =
        client.send(
            EVENTS,
            client
                .request(EVENTS)
                .setHeader("x-sluice-client", "test")
                .setHeader("content-type", BATCH)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(api.operations.calls).isEmpty();
  }

  @Test
  void clientThatWaitsForTheGoAheadGetsIt() throws Exception {
    HttpResponse<String> response =
        client.send(
            EVENTS,
            client
                .request(EVENTS)
                .expectContinue(true)
                .setHeader("x-sluice-client", "test")
                .setHeader("content-type", SINGLE)
                .POST(BodyPublishers.ofString(eventOf(100_000))));

    assertThat(response.statusCode()).isEqualTo(202);
  }

  @Test
  void stoppedIntakeSaysWhenToComeAgain() throws Exception {
    api.operations.failure =
        new OperationException(OperationException.Kind.UNAVAILABLE, "the disk is full");

    HttpResponse<String> response = post("{}", SINGLE);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).isPresent();
  }

  private static String eventOf(int bytes) {
    String head = "{\"id\":\"" + bytes + "\",\"subject\":\"a\",\"data\":\"";
    return head + "x".repeat(bytes - head.length() - 2) + "\"}";
  }

  private HttpResponse<String> post(String body, String contentType) throws Exception {
    return client.post(EVENTS, EVENTS, body, Map.of("content-type", contentType));
  }

  private static String decision(HttpResponse<String> response, int index) {
    return json(response).getJsonArray("items").getJsonObject(index).getString("decision");
  }
}
