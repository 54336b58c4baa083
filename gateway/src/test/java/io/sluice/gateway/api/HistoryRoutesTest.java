package io.sluice.gateway.api;

import static io.sluice.gateway.api.ContractClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.operations.AlertsView.AlertView;
import io.sluice.gateway.operations.AlertsView.ReceiverView;
import io.sluice.gateway.operations.AuditEntry;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every answer is also held against openapi.yaml by the client. */
class HistoryRoutesTest {
  private static final String CANCEL = "/api/v1/jobs/{id}/cancel";

  private RunningApi api;
  private InMemoryOperations operations;
  private ContractClient client;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi();
    operations = api.operations;
    client = new ContractClient(api.uri());
    operations.channels.put("shop", Views.channel("shop", "HTTP 503"));
    operations.sources.put("pim", Views.source("pim"));
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  @Test
  void eventsAreFoundByWhatTheQuerySays() throws Exception {
    operations.events.add(Views.event(17, "e-1", "A-1"));
    operations.events.add(Views.event(18, "e-2", "A-1"));

    JsonObject page =
        json(
            client.get(
                "/api/v1/events?sku=A-1&alias=x&id=e&from=2026-03-01T00:00:00Z"
                    + "&until=2026-03-02T00:00:00%2B01:00&state=new&code=503&limit=1"));

    assertThat(page.getJsonArray("items")).hasSize(1);
    assertThat(page.getString("next")).isEqualTo("from=1");
    assertThat(operations.calls)
        .containsExactly(
            "events EventQuery[sku=A-1, alias=x, id=e, from=2026-03-01T00:00:00Z,"
                + " until=2026-03-01T23:00:00Z, state=new, code=503]");
  }

  @Test
  void aTimeThatIsNoneIsPointedAt() throws Exception {
    JsonObject problem = json(client.get("/api/v1/events?from=yesterday"));

    assertThat(problem.getInteger("status")).isEqualTo(400);
    assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("?from");
  }

  @Test
  void oneEventTellsItsWayOnEachChannel() throws Exception {
    operations.timelines.put("e/1", Views.timeline(17, "e/1", "A-1"));

    JsonObject timeline = json(client.get("/api/v1/events/{event}", "/api/v1/events/e%2F1"));

    assertThat(timeline.getJsonArray("channels")).hasSize(2);
    assertThat(client.get("/api/v1/events/{event}", "/api/v1/events/9").statusCode())
        .isEqualTo(404);
  }

  @Test
  void alertsAreListedAndTried() throws Exception {
    operations.alerts.add(
        new AlertView("guard", "shop", "pending", "t", "d", "h", Views.NOW, null));
    operations.receivers.add(
        new ReceiverView("chat", "webhook", "https://chat.example", 0, null, "HTTP 500"));

    assertThat(json(client.get("/api/v1/alerts")).getJsonArray("items")).hasSize(1);
    JsonObject tried = json(client.post("/api/v1/alerts/test", "/api/v1/alerts/test", "{}"));
    assertThat(tried.getJsonArray("items")).hasSize(1);
    assertThat(operations.calls).containsExactly("alerts", "test alerts by test");
  }

  @Test
  void attemptsAreAList() throws Exception {
    operations.attempts.add(Views.attempt("A-1", 17, "rejected", 422));

    assertThat(
            json(client.get("/api/v1/attempts?channel=shop&sku=A-1&code=422"))
                .getJsonArray("items"))
        .hasSize(1);
  }

  @Test
  void whoDidWhatIsWrittenDownWithHisReason() throws Exception {
    operations.dead.add(Views.held("shop", "A-1", "dead", "too cheap"));
    client.post(
        "/api/v1/dead-letters/redrive",
        "/api/v1/dead-letters/redrive",
        "{\"channel\":\"shop\",\"reason\":\"prices are right now\"}");
    client.post("/api/v1/channels/{channel}/resume", "/api/v1/channels/shop/resume", "");

    assertThat(operations.audited)
        .containsExactly(
            new AuditEntry(
                "local",
                "127.0.0.1",
                "test",
                "dead-letters redrive",
                "channel=shop",
                1L,
                "prices are right now",
                null),
            new AuditEntry(
                "local", "127.0.0.1", "test", "channels resume", "channel=shop", null, null, null));
    JsonObject newest = json(client.get("/api/v1/audit?limit=1"));
    assertThat(newest.getJsonArray("items").getJsonObject(0).getString("action"))
        .isEqualTo("channels resume");
  }

  @Test
  void aStepThatFailedIsWrittenDownTooAndALookIsNot() throws Exception {
    client.post("/api/v1/channels/{channel}/probe", "/api/v1/channels/nobody/probe", "{}");
    client.get("/api/v1/channels");

    assertThat(operations.audited).hasSize(1);
    assertThat(operations.audited.get(0).problem()).isEqualTo("there is no 'nobody'");
    assertThat(operations.audited.get(0).target()).isEqualTo("channel=nobody");
  }

  @Test
  void longTextsWaitCut() throws Exception {
    client.post(
        "/api/v1/channels/{channel}/resume",
        "/api/v1/channels/shop/resume",
        "{\"reason\":\"" + "x".repeat(500_000) + "\"}");

    assertThat(operations.audited).extracting("reason").containsExactly("x".repeat(2_000));
  }

  @Test
  void decisionsMayBeJobs() throws Exception {
    var answer =
        client.post("/api/v1/held/approve", "/api/v1/held/approve", "{\"all\":true,\"job\":true}");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("location")).hasValue("/api/v1/jobs/job%2F3");
    assertThat(json(answer).getString("kind")).isEqualTo("approve held");
  }

  @Test
  void jobsAreListedAndCancelled() throws Exception {
    operations.jobs.add(Views.job("job/1", "shop", 1, 3));

    assertThat(json(client.get("/api/v1/jobs")).getJsonArray("items")).hasSize(1);
    assertThat(client.post(CANCEL, "/api/v1/jobs/job%2F1/cancel", "").statusCode()).isEqualTo(200);
    assertThat(client.post(CANCEL, "/api/v1/jobs/job%2F2/cancel", "").statusCode()).isEqualTo(409);
  }
}
