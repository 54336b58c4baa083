package io.sluice.gateway.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A file as an answer, written by a worker piece by piece and no faster than it is read. One that
 * breaks off ends with its connection, so that nobody takes it for whole.
 */
final class Download extends OutputStream {
  private static final int PIECE = 1 << 16;
  private static final long TAKEN_WITHIN_S = 30;
  private static final Duration AT_MOST = Duration.ofHours(1);

  private final Context owner;
  private final HttpServerResponse response;
  private final long begunNanos = System.nanoTime();

  private Download(RoutingContext request) {
    this.owner = request.vertx().getOrCreateContext();
    this.response = request.response();
  }

  /**
   * @param file what it is called where it is kept
   * @param write writes all of it, on another thread
   */
  static <T> Future<T> send(
      RoutingContext request, String file, Function<OutputStream, Future<T>> write) {
    Download download = new Download(request);
    download
        .response
        .setChunked(true)
        .putHeader("content-type", "application/zip")
        .putHeader("content-disposition", "attachment; filename=\"" + file + "\"");
    BufferedOutputStream pieces = new BufferedOutputStream(download, PIECE);
    return write
        .apply(pieces)
        .onComplete(
            done ->
                download.owner.runOnContext(
                    any -> {
                      if (done.succeeded()) {
                        download.response.end();
                      } else if (download.response.headWritten()) {
                        Connections.cut(request);
                      } else {
                        download.response.setChunked(false);
                        download.response.headers().remove("content-disposition");
                        Responder.fail(request, done.cause());
                      }
                    }));
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (System.nanoTime() - begunNanos > AT_MOST.toNanos()) {
      throw new IOException("it took over " + AT_MOST.toMinutes() + " minutes to be read");
    }
    Buffer piece = Buffer.buffer(length).appendBytes(bytes, from, length);
    io.vertx.core.Promise<Void> taken = io.vertx.core.Promise.promise();
    owner.runOnContext(any -> response.write(piece).onComplete(taken));
    try {
      taken
          .future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(TAKEN_WITHIN_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the reader is gone", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the reader took nothing for " + TAKEN_WITHIN_S + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
