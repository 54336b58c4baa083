package io.sluice.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertMessageTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static Notice.Item item(String title, String detail) {
    return new Notice.Item(
        "channel_offline", "shop", title, detail, "sluice probe shop", NOW.minusSeconds(330), null);
  }

  @Test
  void itReadsAsAPersonWouldSayIt() {
    Notice notice =
        new Notice(
            NOW,
            List.of(item("Channel shop is offline", "HTTP 503"), item("Channel b is offline", "")),
            List.of(item("Source pim is silent", "since noon")),
            List.of(
                new Notice.Item(
                    "guard",
                    "c",
                    "The guard of channel c holds nothing any more",
                    "",
                    "",
                    NOW.minusSeconds(3_960),
                    NOW.minusSeconds(60))));

    AlertMessage message = AlertMessage.of(notice, "gw1");

    assertThat(message.subject()).isEqualTo("[Sluice gw1] Channel shop is offline, and 1 more");
    assertThat(message.text())
        .isEqualTo(
            """
            New:
            - Channel shop is offline, since 2026-03-01 11:54:30 UTC
              HTTP 503
              sluice probe shop
            - Channel b is offline, since 2026-03-01 11:54:30 UTC
              sluice probe shop

            Over:
            - The guard of channel c holds nothing any more, after 1h 5m

            Still so:
            - Source pim is silent, since 2026-03-01 11:54:30 UTC
              since noon
              sluice probe shop

            Gateway gw1, 2026-03-01 12:00:00 UTC
            """);
  }

  @Test
  void whatCameAndWentIsNotToldAsIfItWereStillSo() {
    Instant since = NOW.minusSeconds(100);
    Instant until = NOW.minusSeconds(90);
    Notice notice =
        new Notice(
            NOW,
            List.of(new Notice.Item("guard", "c", "The guard holds", "2", "look", since, until)),
            List.of(),
            List.of(new Notice.Item("guard", "c", "It holds nothing", "", "", since, until)));

    AlertMessage message = AlertMessage.of(notice, "gw1");

    assertThat(message.subject()).isEqualTo("[Sluice gw1] came and went: The guard holds");
    assertThat(message.text())
        .isEqualTo(
            """
            Came and went:
            - The guard holds, since 2026-03-01 11:58:20 UTC, over after 10s
              2
              look

            Gateway gw1, 2026-03-01 12:00:00 UTC
            """);
  }

  @Test
  void whatAReceiverWroteBeginsNoLineAndSteersNoTerminal() {
    Notice notice =
        new Notice(
            NOW,
            List.of(item("a\r\nBcc: all@example.com", "x\u001b[2J\u202e\nSubject: y")),
            List.of(),
            List.of());

    AlertMessage message = AlertMessage.of(notice, "gw1");

    assertThat(message.subject()).isEqualTo("[Sluice gw1] a Bcc: all@example.com");
    assertThat(message.text()).contains("  x?[2J? Subject: y\n").doesNotContain("\r");
  }

  @Test
  void aThousandAlertsAreNoEndlessMail() {
    List<Notice.Item> many =
        IntStream.range(0, 1_000).mapToObj(i -> item("Channel c" + i + " is offline", "")).toList();

    AlertMessage message = AlertMessage.of(new Notice(NOW, many, List.of(), List.of()), "gw1");

    assertThat(message.text()).hasSizeLessThan(10_000).contains("- and 950 more\n");
  }
}
