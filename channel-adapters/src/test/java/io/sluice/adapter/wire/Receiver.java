package io.sluice.adapter.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server of plain sockets that answers byte for byte what a test tells it to. */
public final class Receiver implements AutoCloseable {
  /**
   * @param line as it came over the wire
   * @param headers by lower-case name
   */
  public record Request(String line, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public String target() {
      return line.split(" ", -1)[1];
    }

    public String header(String name) {
      return Objects.requireNonNull(headers.get(name), name);
    }
  }

  /** Answers one request; the connection is kept when the socket is left open. */
  public interface Script {
    void answer(Request request, Socket socket) throws Exception;
  }

  private final ServerSocket server;
  private final Script script;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  public Receiver(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    daemon(this::accept);
  }

  public static Receiver start(Script script) throws IOException {
    return new Receiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  /** Answers everything with this text, head and all. */
  public static Receiver answering(String answer) throws IOException {
    return start((request, socket) -> write(socket, answer));
  }

  public static String answer(int status, String contentType, String body, String... headers) {
    StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
    for (String header : headers) {
      answer.append(header).append("\r\n");
    }
    if (!contentType.isEmpty()) {
      answer.append("Content-Type: ").append(contentType).append("\r\n");
    }
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return answer.append("Content-Length: " + length + "\r\n\r\n").append(body).toString();
  }

  public static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Ends the connection with RST instead of FIN. */
  public static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  public List<Request> requests() {
    return requests;
  }

  public int openConnections() {
    return (int) open.stream().filter(socket -> !socket.isClosed()).count();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Request request = read(socket.getInputStream());
      while (request != null) {
        requests.add(request);
        script.answer(request, socket);
        request = socket.isClosed() ? null : read(socket.getInputStream());
      }
    } catch (Exception e) {
      // The other side went away, which many tests are about.
    } finally {
      open.remove(socket);
    }
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(line, headers, in.readNBytes(length));
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        return null;
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "receiver");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
