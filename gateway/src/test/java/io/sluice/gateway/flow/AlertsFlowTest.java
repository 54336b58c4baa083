package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.WebhookSignature;
import io.sluice.source.rabbitmq.TestCertificate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway that tells people by webhook and by mail. */
class AlertsFlowTest extends FlowTest {
  private static final String SECRET = "whsec_" + "c2x1aWNlc2x1aWNlc2x1aWNlc2x1aWNl";

  private static String alerts(Receiver chat, int mailPort, String password) {
    return """
        alerts:
          receivers:
            chat: { kind: webhook, url: "%s/hook?key=hidden", secret: "${env:NONE:-%s}" }
            ops:
              kind: email
              host: 127.0.0.1
              port: %d
              tls: no
              user: sluice
              password: "${env:NONE:-%s}"
              from: sluice@example.com
              to: [ops@example.com, night@example.com]
          gather: 1s
          recovered_after: 1s
          conditions: { channel_offline: { for: 1s }, dead_letters: no }
        """
        .formatted(chat.url(), SECRET, mailPort, password);
  }

  private static List<JsonObject> told(Receiver chat) {
    return chat.accepted().stream()
        .map(Receiver.Request::json)
        .filter(body -> body.getString("type").equals("sluice.alerts"))
        .toList();
  }

  private static List<String> conditions(JsonObject body, String which) {
    return body.getJsonObject("data").getJsonArray(which).stream()
        .map(item -> ((JsonObject) item).getString("condition"))
        .toList();
  }

  private static int waiting(Flow flow) {
    return flow.get("/alerts").getJsonArray("receivers").stream()
        .mapToInt(each -> ((JsonObject) each).getInteger("waiting"))
        .sum();
  }

  private static void publish(Flow flow, int from) {
    flow.publish(
        IntStream.range(from, from + 10).mapToObj(i -> stock("s" + i, "S" + i, "BER", 1, i)));
  }

  @Test
  void aChannelThatIsDownIsToldByBothAndThatItIsUpToo(@TempDir Path directory) {
    receiver.answers(body -> 503);
    try (Receiver chat = new Receiver();
        MailServer mail = new MailServer();
        Flow flow =
            new Flow(
                node,
                directory,
                Flow.pim(),
                shop() + IMPATIENT,
                alerts(chat, mail.port(), MailServer.PASSWORD))) {
      publish(flow, 0);

      soon().until(() -> told(chat).size() == 1 && mail.mails().size() == 1);
      JsonObject began = told(chat).get(0);
      assertThat(conditions(began, "began")).containsExactly("channel_offline");
      assertThat(began.getString("text"))
          .contains("] Channel shop is offline\n\nNew:\n- Channel shop is offline, since ")
          .contains("10 deliveries wait")
          .contains("sluice probe shop");
      assertSigned(chat.accepted().get(0));
      assertThat(mail.mails().get(0))
          .startsWith("<sluice@example.com> to <")
          .contains("To: ops@example.com,night@example.com\r\n")
          .contains("Channel shop is offline\r\n")
          .contains("Auto-Submitted: auto-generated\r\n");
      JsonObject alert = Flow.items(flow.get("/alerts")).get(0);
      assertThat(alert.getString("state")).isEqualTo("firing");
      assertThat(alert.getString("subject")).isEqualTo("shop");

      soon().until(() -> waiting(flow) == 0);
      assertThat(flow.metrics())
          .contains("sluice_alerts_firing 1")
          .contains("sluice_alert_messages_total{outcome=\"sent\",receiver=\"ops\"} 1.0");

      flow.restart();
      receiver.answers(body -> 200);

      soon().until(() -> told(chat).size() == 2 && mail.mails().size() == 2);
      assertThat(conditions(told(chat).get(1), "over")).containsExactly("channel_offline");
      assertThat(conditions(told(chat).get(1), "began")).isEmpty();
      assertThat(mail.mails().get(1)).contains("Channel shop is no longer offline");
      assertThat(Flow.items(flow.get("/alerts"))).isEmpty();
    }
  }

  @Test
  void oneThatTakesNothingHasNobodyElseToldAgainAfterAStart(@TempDir Path directory) {
    receiver.answers(body -> 503);
    try (Receiver chat = new Receiver();
        Receiver deaf = new Receiver();
        Flow flow = new Flow(node, directory, Flow.pim(), shop() + IMPATIENT, two(chat, deaf))) {
      deaf.answers(body -> 500);
      publish(flow, 0);
      soon().until(() -> told(chat).size() == 1 && !deaf.requests().isEmpty());
      soon().until(() -> waiting(flow) == 1);

      flow.restart();
      deaf.answers(body -> 200);
      soon().until(() -> !told(deaf).isEmpty());
      receiver.answers(body -> 200);
      soon().until(() -> told(chat).size() == 2 && told(deaf).size() == 2);

      assertThat(conditions(told(chat).get(0), "began")).containsExactly("channel_offline");
      assertThat(conditions(told(deaf).get(0), "began")).containsExactly("channel_offline");
      for (Receiver each : List.of(chat, deaf)) {
        assertThat(conditions(told(each).get(1), "began")).isEmpty();
        assertThat(conditions(told(each).get(1), "over")).containsExactly("channel_offline");
      }
    }
  }

  private static String two(Receiver chat, Receiver deaf) {
    return """
        alerts:
          receivers:
            chat: { kind: webhook, url: "%s/hook" }
            deaf: { kind: webhook, url: "%s/hook" }
          gather: 1s
          recovered_after: 8s
          conditions: { channel_offline: { for: 1s }, dead_letters: no }
        """
        .formatted(chat.url(), deaf.url());
  }

  private static void assertSigned(Receiver.Request request) {
    String id = request.header("webhook-id");
    long at = Long.parseLong(request.header("webhook-timestamp"));
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    assertThat(request.header("webhook-signature"))
        .isEqualTo(new WebhookSignature(new Secret(SECRET)).sign(id, at, body));
  }

  @Test
  void aTestTellsWhichReceiverDoesNotTakeItAndNothingSecret(@TempDir Path directory) {
    try (Receiver chat = new Receiver();
        MailServer mail = new MailServer();
        Flow flow =
            new Flow(node, directory, Flow.pim(), shop(), alerts(chat, mail.port(), "battery"))) {
      HttpResponse<String> answer = flow.post("/alerts/test", "{}", "application/json");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonArray receivers = new JsonObject(answer.body()).getJsonArray("items");
      assertThat(receivers.getJsonObject(0).getString("problem")).isNull();
      assertThat(receivers.getJsonObject(0).getString("target")).isEqualTo(chat.url());
      assertThat(receivers.getJsonObject(1).getString("problem")).contains("535");
      assertThat(answer.body()).doesNotContain("battery").doesNotContain("hidden");
      assertThat(chat.accepted().get(0).json().getString("type")).isEqualTo("sluice.alerts.test");
      assertThat(mail.mails()).isEmpty();

      chat.answers(body -> 500);
      String failed = flow.post("/alerts/test", "{}", "application/json").body();
      assertThat(failed).contains("answered with HTTP 500");
    }
  }

  @Test
  void mailTravelsEncryptedAndOnlyToAServerThatIsTrusted(@TempDir Path directory) {
    TestCertificate certificate = TestCertificate.create(directory, "ip:127.0.0.1");
    try (MailServer mail = new MailServer(certificate.context());
        Flow flow =
            new Flow(
                node,
                directory,
                Flow.pim(),
                shop(),
                "alerts:\n  receivers:\n"
                    + encrypted("trusting", mail, "ca_file: " + certificate.pem() + ",")
                    + encrypted("strange", mail, ""))) {
      String body = flow.post("/alerts/test", "{}", "application/json").body();

      JsonArray receivers = new JsonObject(body).getJsonArray("items");
      assertThat(receivers.getJsonObject(0).getString("problem")).as(body).isNull();
      assertThat(receivers.getJsonObject(1).getString("problem")).isNotNull();
      assertThat(mail.mails()).hasSize(1);
    }
  }

  private static String encrypted(String name, MailServer mail, String more) {
    return """
            %s: { kind: email, host: 127.0.0.1, port: %d, %s user: sluice,
              password: "${env:NONE:-%s}", from: sluice@example.com, to: [ops@example.com] }
        """
        .formatted(name, mail.port(), more, MailServer.PASSWORD);
  }

  @Test
  void withoutReceiversATestSaysSo(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      HttpResponse<String> answer = flow.post("/alerts/test", "{}", "application/json");

      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body()).contains("alerts.receivers");
    }
  }
}
