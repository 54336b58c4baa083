package io.sluice.adapter.wire;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;

/** TLS in front of a plain server of this machine, as a proxy ends it. */
public final class TlsFront {
  private static final String LOOPBACK = "127.0.0.1";

  private TlsFront() {}

  /**
   * Lives as long as the Vert.x it is given.
   *
   * @param store with its key, see {@link Certificates}
   * @param port of the plain server
   * @return its own port
   */
  public static Future<Integer> start(Vertx vertx, Path store, int port) throws Exception {
    PfxOptions key =
        new PfxOptions()
            .setValue(Buffer.buffer(Certificates.bytes(store)))
            .setPassword(Certificates.password());
    NetClient behind = vertx.createNetClient();
    return vertx
        .createNetServer(new NetServerOptions().setSsl(true).setKeyCertOptions(key))
        .connectHandler(front -> join(front, behind, port))
        .listen(0, LOOPBACK)
        .map(server -> server.actualPort());
  }

  private static void join(NetSocket front, NetClient behind, int port) {
    front.pause();
    behind
        .connect(port, LOOPBACK)
        .onFailure(failure -> front.close())
        .onSuccess(
            back -> {
              back.pipeTo(front);
              front.pipeTo(back);
            });
  }
}
