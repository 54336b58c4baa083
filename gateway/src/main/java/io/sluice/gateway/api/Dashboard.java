package io.sluice.gateway.api;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The page for people, as files that a browser loads once. It has no way of its own into the
 * gateway: all that it shows and does goes through the API. On the event loop only.
 */
final class Dashboard {
  /** Nothing but our own files is run or shown. The style sheet's pictures stand within it. */
  static final String POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private static final String INDEX = "index.html";
  private static final String LIBRARIES = "/META-INF/resources/webjars/";

  /** Versions are those of the pom; a test notices where they part. */
  private static final Map<String, String> BORROWED =
      Map.of(
          "preact.js", LIBRARIES + "preact/10.28.0/dist/preact.umd.js",
          "hooks.js", LIBRARIES + "preact/10.28.0/hooks/dist/hooks.umd.js",
          "pico.css", LIBRARIES + "picocss__pico/2.1.1/css/pico.min.css");

  private static final Pattern NAME = Pattern.compile("(?:[a-z-]+/)?[a-z-]+\\.(js|css|svg|html)");

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "html", "text/html; charset=utf-8");

  private final Map<String, File> files = new HashMap<>();

  private record File(String type, byte[] gzipped, String tag) {}

  void addTo(Router router) {
    router.get("/").handler(context -> answer(context, INDEX));
    router
        .getWithRegex("/dashboard/(?<file>.+)")
        .handler(context -> answer(context, context.pathParam("file")));
  }

  private void answer(RoutingContext context, String name) {
    File file = file(name);
    if (file == null) {
      context.next();
      return;
    }
    HttpServerResponse response = context.response();
    MultiMap headers = response.headers();
    headers.set("content-security-policy", POLICY);
    headers.set("cache-control", "no-cache");
    headers.set("etag", file.tag);
    headers.set("vary", "accept-encoding");
    if (file.tag.equals(context.request().getHeader("if-none-match"))) {
      response.setStatusCode(304).end();
      return;
    }
    headers.set("content-type", file.type);
    String encodings = String.valueOf(context.request().getHeader("accept-encoding"));
    if (encodings.contains("gzip")) {
      headers.set("content-encoding", "gzip");
      response.end(Buffer.buffer(file.gzipped));
    } else {
      response.end(Buffer.buffer(unzipped(file.gzipped)));
    }
  }

  /** What is there is kept, so that there is a bound; what is not there is looked for each time. */
  private @Nullable File file(String name) {
    File known = files.get(name);
    if (known == null && NAME.matcher(name).matches()) {
      known = read(name);
      if (known != null) {
        files.put(name, known);
      }
    }
    return known;
  }

  private static @Nullable File read(String name) {
    String resource = BORROWED.getOrDefault(name, "/dashboard/" + name);
    try (InputStream stream = Dashboard.class.getResourceAsStream(resource)) {
      if (stream == null) {
        return null;
      }
      byte[] bytes = stream.readAllBytes();
      CRC32 sum = new CRC32();
      sum.update(bytes);
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      String tag = "\"%08x-%x\"".formatted(sum.getValue(), bytes.length);
      return new File(type, gzipped(bytes), tag);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(zipped)) {
      stream.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static byte[] unzipped(byte[] gzipped) {
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      return stream.readAllBytes();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
