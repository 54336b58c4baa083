package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.demo.board.LiveTable;
import io.sluice.demo.market.Market;
import io.sluice.demo.market.Markets;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StageFiles;
import io.sluice.demo.stage.StagePlan;
import io.sluice.demo.stage.StandIn;
import io.sluice.gateway.api.ListenAddress;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README shows what the demo shows. {@code -Dsluice.docs.rewrite=true} makes the picture anew:
 * it takes a minute, until one channel has been down for a while.
 */
class PictureTest {
  private static final Path PICTURE = Path.of("..", "docs", "demo.svg");
  private static final String FRAME = "\u001b[?7l";
  private static final String CSI = "\u001b\\[[0-9?]*[A-Za-z]";
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[(31|33)m");
  private static final Map<String, String> COLOURS = Map.of("31", "#ff7b72", "33", "#e3b341");
  private static final Pattern DOWN_FOR_A_WHILE =
      Pattern.compile(StandIn.MARKETPLACE.name() + " +offline +open +\\d{3} +2\\d s");

  @TempDir private Path directory;

  private static List<String> channels() {
    Vertx vertx = Vertx.vertx();
    try {
      Markets markets = new Markets(vertx, InstantSource.system(), Shop.catalogue());
      return Stream.concat(
              StandIn.ALL.stream().map(StandIn::name), markets.all().stream().map(Market::name))
          .toList();
    } finally {
      vertx.close();
    }
  }

  @Test
  void showsTheChannelsThatTheDemoHas() throws Exception {
    if (Boolean.getBoolean("sluice.docs.rewrite")) {
      Files.writeString(PICTURE, picture(outage()));
    }

    String picture = Files.readString(PICTURE).replaceAll("<[^>]*>", "");

    assertThat(picture).contains("CHANNEL       STATE           BREAKER    BACKLOG  OLDEST");
    assertThat(channels()).hasSize(8).allSatisfy(name -> assertThat(picture).contains("\n" + name));
    assertThat(picture).containsPattern(DOWN_FOR_A_WHILE);
  }

  /** What a terminal shows towards the end of the first outage. */
  private String outage() throws InterruptedException {
    StringWriter terminal = new StringWriter();
    StagePlan plan = StagePlan.lasting(0, new ListenAddress("127.0.0.1", 0), Shop.catalogue());
    Stage stage = Stage.open(StageFiles.in(directory.resolve("d")), plan);
    LastingDemo demo = new LastingDemo(stage, new LiveTable(new PrintWriter(terminal), true));
    Thread thread = new Thread(demo::run, "demo");
    try {
      thread.start();
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> DOWN_FOR_A_WHILE.matcher(last(terminal)).find());
      return last(terminal);
    } finally {
      demo.close();
      thread.join(10_000);
    }
  }

  private static String last(StringWriter terminal) {
    String drawn = terminal.toString();
    return drawn.substring(Math.max(0, drawn.lastIndexOf(FRAME)));
  }

  private static String picture(String frame) {
    StringBuilder svg = new StringBuilder();
    int y = 58;
    for (String line : frame.lines().toList()) {
      String text = line.replaceAll(CSI, "").stripTrailing();
      if (!text.isEmpty()) {
        y += 22;
        Matcher colour = COLOUR.matcher(line);
        svg.append(
            "<text x=\"16\" y=\"%d\" fill=\"%s\" xml:space=\"preserve\">%s</text>%n"
                .formatted(
                    y,
                    colour.find() ? COLOURS.get(colour.group(1)) : "#e6edf3",
                    text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
      }
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 756 %d" \
        font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="14.5">
        <rect width="100%%" height="100%%" rx="8" fill="#0d1117"/>
        <text x="16" y="30" fill="#8b949e">$ <tspan fill="#e6edf3">bin/sluice demo</tspan></text>
        %s</svg>
        """
        .formatted(y + 28, svg);
  }
}
