package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveStreamsTest {
  private final Contract contract = new Contract();
  private final List<AutoCloseable> open = new ArrayList<>();
  private RunningApi api;
  private InMemoryOperations operations;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi();
    operations = api.operations;
    operations.channels.put("shop", Views.channel("shop", "HTTP 503"));
    operations.sources.put("pim", Views.source("pim"));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    api.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
  }

  /** One that reads, event by event. */
  private final class Reader implements AutoCloseable {
    final List<String> names = new CopyOnWriteArrayList<>();
    final List<JsonObject> data = new CopyOnWriteArrayList<>();
    volatile String last = "";
    volatile int status;
    volatile boolean ended;
    private final Socket socket;
    private final boolean keeps;

    /**
     * @param keeps what it reads, else only the last of it
     */
    Reader(boolean keeps) throws IOException {
      this.keeps = keeps;
      socket = connect();
      Thread thread = new Thread(this::read, "stream-reader");
      thread.setDaemon(true);
      thread.start();
      open.add(this);
    }

    private void read() {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          take(line);
        }
      } catch (IOException gone) {
        // Told below.
      }
      ended = true;
    }

    private void take(String line) {
      if (line.startsWith("HTTP/1.1 ")) {
        status = Integer.parseInt(line.substring(9, 12));
      } else if (line.startsWith("event: ")) {
        names.add(line.substring("event: ".length()));
      } else if (line.startsWith("data: ")) {
        last = line.substring("data: ".length());
        if (keeps) {
          data.add(new JsonObject(last));
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Asks for a stream. */
  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress("127.0.0.1", api.port()));
    String request = "GET /api/v1/stream HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private void check(String schema, JsonObject data) {
    contract.checkAgainst(schema, data.encode());
  }

  @Test
  void aSnapshotComesFirstAndThenWhatChanges() throws Exception {
    Reader reader = new Reader(true);
    soon().until(() -> reader.data.size() == 1);
    assertThat(reader.status).isEqualTo(200);
    assertThat(reader.names).containsExactly("snapshot");
    check("StreamSnapshot", reader.data.get(0));
    assertThat(reader.data.get(0).getJsonArray("channels")).hasSize(1);
    assertThat(reader.data.get(0).getJsonArray("problems").encode()).contains("approval");

    operations.channels.put("other", Views.channel("other", "fine"));
    soon().until(() -> reader.data.size() == 2);
    operations.sources.remove("pim");
    soon().until(() -> reader.data.size() == 3);

    assertThat(reader.names).containsExactly("snapshot", "change", "change");
    JsonObject first = reader.data.get(1);
    check("StreamChange", first);
    assertThat(first.getJsonArray("channels").getJsonObject(0).getString("channel"))
        .isEqualTo("other");
    assertThat(first.getJsonArray("sources")).isEmpty();
    assertThat(first.getValue("problems")).isNull();
    check("StreamChange", reader.data.get(2));
    soon().until(() -> reader.data.size() == 4);
    assertThat(reader.names.get(3)).isEqualTo("unchanged");
    check("StreamUnchanged", reader.data.get(3));
    assertThat(reader.data)
        .allSatisfy(
            data ->
                assertThat(Instant.parse(data.getString("now")))
                    .isCloseTo(Instant.now(), within(20, ChronoUnit.SECONDS)));
    assertThat(reader.data.get(2).getJsonObject("gone").getJsonArray("sources").getList())
        .containsExactly("pim");
  }

  @Test
  void whoDoesNotReadHoldsUpNobodyAndHoldsLittleMemory() throws Exception {
    // So large that each look fills what the network takes.
    for (int i = 0; i < 300; i++) {
      operations.channels.put("c" + i, Views.channel("c" + i, "x".repeat(1_000)));
    }
    for (int i = 0; i < 25; i++) {
      Socket deaf = connect();
      open.add(deaf);
    }
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      readers.add(new Reader(false));
    }
    soon().until(() -> readers.stream().noneMatch(each -> each.last.isEmpty()));
    long before = usedBytes();

    for (int round = 1; round <= 5; round++) {
      String problem = round + "y".repeat(1_000);
      for (int i = 0; i < 300; i++) {
        operations.channels.put("c" + i, Views.channel("c" + i, problem));
      }
      soon().until(() -> readers.stream().allMatch(each -> lastHas(each, problem)));
    }

    // Five rounds of a megabyte to 25 deaf ones would be 125 MB.
    assertThat(usedBytes() - before).as("kept for those who do not read").isLessThan(60L << 20);
    assertThat(readers).allMatch(each -> !each.ended);
  }

  private static boolean lastHas(Reader reader, String problem) {
    return reader.last.contains(problem);
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void whoDoesNotReadForTooLongIsLetGoAndNobodyElse() throws Exception {
    api.close();
    api = new RunningApi(Duration.ofSeconds(1));
    operations = api.operations;
    open.add(connect());
    Reader reader = new Reader(false);
    soon().until(() -> api.streams() == 2);

    AtomicInteger round = new AtomicInteger();
    soon()
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              String problem = round.incrementAndGet() + "y".repeat(5_000);
              for (int i = 0; i < 300; i++) {
                operations.channels.put("c" + i, Views.channel("c" + i, problem));
              }
              return api.streams() == 1;
            });

    String last = "the last " + "y".repeat(5_000);
    operations.channels.put("c0", Views.channel("c0", last));
    soon().until(() -> lastHas(reader, last));
    assertThat(reader.ended).isFalse();
  }

  @Test
  void whoComesBackToReadingGetsAWholeSnapshot() throws Exception {
    for (int i = 0; i < 300; i++) {
      operations.channels.put("c" + i, Views.channel("c" + i, "x".repeat(5_000)));
    }
    Socket late = connect();
    open.add(late);
    Reader other = new Reader(false);
    for (int round = 1; round <= 4; round++) {
      String problem = "round " + round + " " + "y".repeat(5_000);
      operations.channels.replaceAll((name, any) -> Views.channel(name, problem));
      soon().until(() -> lastHas(other, problem));
    }

    BufferedReader lines =
        new BufferedReader(new InputStreamReader(late.getInputStream(), StandardCharsets.UTF_8));
    late.setSoTimeout(20_000);
    List<String> names = new ArrayList<>();
    String last = "";
    while (names.size() < 2 || !last.contains("round 4")) {
      String line = lines.readLine();
      assertThat(line).as("the stream goes on").isNotNull();
      if (line.startsWith("event: ")) {
        names.add(line.substring("event: ".length()));
      } else if (line.startsWith("data: ")) {
        last = line;
      }
    }
    assertThat(names).contains("snapshot").last().isEqualTo("snapshot");
  }

  @Test
  void thereAreOnlySoMany() throws Exception {
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < LiveStreams.AT_MOST; i++) {
      readers.add(new Reader(true));
    }
    soon().until(() -> readers.stream().allMatch(each -> each.status == 200));

    HttpResponse<String> refused = ask();
    assertThat(refused.statusCode()).isEqualTo(503);
    contract.check(
        "/api/v1/stream",
        "get",
        503,
        refused.headers().firstValue("content-type").orElse(""),
        refused.body());

    readers.get(0).close();
    Reader next = new Reader(true);
    soon().until(() -> next.status == 200 || again(next));
  }

  /** The server has not noticed yet that one left. */
  private boolean again(Reader refused) throws IOException {
    if (refused.status != 503) {
      return false;
    }
    Reader other = new Reader(true);
    soon().until(() -> other.status != 0);
    return other.status == 200;
  }

  private HttpResponse<String> ask() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(api.uri() + "/api/v1/stream")).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aServerThatStopsDoesNotWaitForStreams() throws Exception {
    Reader reader = new Reader(true);
    soon().until(() -> reader.data.size() == 1);
    long begun = System.nanoTime();

    api.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    soon().until(() -> reader.ended);
  }
}
