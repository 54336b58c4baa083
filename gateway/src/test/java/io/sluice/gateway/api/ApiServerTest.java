package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {
  private Vertx vertx;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private ApiServer deploy(String listen) throws Exception {
    ApiServer server =
        new ApiServer(ListenAddress.parse(listen), new InMemoryOperations(), () -> "");
    vertx.deployVerticle(server).await(20, TimeUnit.SECONDS);
    return server;
  }

  @Test
  void tellsThePortThatTheSystemChose() throws Exception {
    ApiServer server = deploy("127.0.0.1:0");

    assertThat(new RawHttp(server.port()).send("GET /health/live HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void portInUseIsNamedWithTheSettingToChange() throws Exception {
    int port = deploy("127.0.0.1:0").port();

    assertThatThrownBy(() -> deploy("127.0.0.1:" + port))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("in use")
        .hasMessageContaining("api.listen")
        .hasMessageContaining("--listen");
  }

  @Test
  void listensOnlyOnThisMachine() {
    assertThatThrownBy(() -> deploy("0.0.0.0:0"))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("loopback");
  }

  @Test
  void undeployingLetsGoOfThePort() throws Exception {
    ApiServer server = deploy("127.0.0.1:0");
    int port = server.port();

    vertx.undeploy(server.deploymentID()).await(20, TimeUnit.SECONDS);

    assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void addressIsHostAndPort() {
    assertThat(ListenAddress.parse("127.0.0.1:8080"))
        .isEqualTo(new ListenAddress("127.0.0.1", 8080));
    assertThat(ListenAddress.parse("[::1]:0")).hasToString("[::1]:0");
    for (String wrong : new String[] {"8080", "localhost", "a:b", ":80", "a:99999", "::1:80", ""}) {
      assertThatThrownBy(() -> ListenAddress.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("127.0.0.1:8080");
    }
  }
}
