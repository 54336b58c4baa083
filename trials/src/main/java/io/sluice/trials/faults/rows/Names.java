package io.sluice.trials.faults.rows;

import io.sluice.trials.faults.CannotTryException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The name service of a gateway: a file that its JDK reads at each look-up. As a pipe that nobody
 * writes to it lets whoever asks wait, as a name service that does not answer.
 */
final class Names implements AutoCloseable {
  private static final String HOST = "shop.test";

  private final Path file;
  private final Path pipe;
  private boolean hanging;

  private Names(Path file) {
    this.file = file;
    this.pipe = file.resolveSibling("silent-names");
  }

  /** One that knows {@link #host} at this address. */
  static Names in(Path directory, String address) throws IOException {
    Names names = new Names(directory.resolve("names"));
    names.leadTo(address);
    return names;
  }

  String host() {
    return HOST;
  }

  /** Options of a JDK that asks it, and remembers for a second only: 30 s and 10 s are usual. */
  String[] options() throws IOException {
    Path memory =
        Files.writeString(
            file.resolveSibling("names.security"),
            "networkaddress.cache.ttl=1\nnetworkaddress.cache.negative.ttl=1\n");
    return new String[] {"-Djdk.net.hosts.file=" + file, "-Djava.security.properties=" + memory};
  }

  void leadTo(String address) throws IOException {
    say(address + " " + HOST + "\n");
  }

  void forget() throws IOException {
    say("127.0.0.1 other.test\n");
  }

  /** Answers nobody until it is told something else. */
  void hang() throws IOException {
    Path ready = file.resolveSibling("names.pipe");
    if (Commands.run("mkfifo", ready.toString()) != 0) {
      throw new CannotTryException("there are no named pipes here (mkfifo)");
    }
    Files.deleteIfExists(pipe);
    Files.createLink(pipe, ready);
    replace(ready);
    hanging = true;
  }

  private void say(String text) throws IOException {
    replace(Files.writeString(file.resolveSibling("names.new"), text));
    release();
  }

  private void replace(Path other) throws IOException {
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whoever waits reads the end of the pipe. For both directions opening does not wait. */
  private void release() throws IOException {
    if (hanging) {
      new RandomAccessFile(pipe.toFile(), "rw").close();
      hanging = false;
    }
  }

  @Override
  public void close() throws IOException {
    release();
  }
}
