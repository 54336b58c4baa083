package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Durable;
import io.sluice.gateway.channel.Pause;
import io.sluice.gateway.command.SluiceVersion;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.StoreImage;
import io.sluice.store.StoreRestore;
import io.sluice.store.Write;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A backup: a zip with the store's file and a few words about it. Its checksums are those of the
 * format. Blocks.
 */
final class Backups {
  static final String ABOUT = "backup.json";
  static final String STORE = "sluice.mv.db";
  private static final int ABOUT_AT_MOST = 65_536;
  private static final int FORMAT = 1;
  private static final long COMMITTED_WITHIN_S = 60;

  /** Faster than any gateway takes events, so no revision is ever given twice. */
  private static final long POSITIONS_PER_SECOND = 1_000_000;

  private Backups() {}

  /**
   * What a backup says of itself.
   *
   * @param position of the newest event in it
   * @param bytes of the store
   */
  record About(Instant takenAt, String version, long position, long bytes) {}

  /** Writes one of a store that runs. */
  static About write(Store store, OutputStream out, Instant now) throws IOException {
    try (StoreImage image = store.image()) {
      About about = new About(now, SluiceVersion.current(), image.position(), image.bytes());
      ZipOutputStream zip = new ZipOutputStream(out);
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry(ABOUT));
      zip.write(json(about).toBuffer().getBytes());
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry(STORE));
      image.writeTo(zip);
      zip.closeEntry();
      zip.finish();
      zip.flush();
      return about;
    }
  }

  private static JsonObject json(About about) {
    return new JsonObject()
        .put("format", FORMAT)
        .put("takenAt", about.takenAt().toString())
        .put("version", about.version())
        .put("position", about.position())
        .put("bytes", about.bytes());
  }

  /**
   * Puts a backup in place of a store that is not there, with all channels paused and nothing
   * believed that they accepted.
   *
   * @param channels that are configured
   * @throws IOException where the file is no whole backup
   * @throws io.sluice.store.StoreException as {@link StoreRestore#put}
   */
  static About restore(
      Path file, StoreConfig config, Collection<ChannelConfig> channels, Instant now)
      throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        ZipInputStream zip = new ZipInputStream(in)) {
      About about = about(zip);
      expect(zip, STORE);
      StoreRestore.put(
          config,
          zip,
          store -> {
            if (store.head() < about.position()) {
              throw new IllegalStateException(
                  "it ends with event %d and says %d".formatted(store.head(), about.position()));
            }
            begin(store, about, channels, now);
          });
      return about;
    }
  }

  private static About about(ZipInputStream zip) throws IOException {
    expect(zip, ABOUT);
    try {
      JsonObject json = new JsonObject(Buffer.buffer(zip.readNBytes(ABOUT_AT_MOST)));
      if (json.getInteger("format") != FORMAT) {
        throw new IOException("it is a backup of another format; a newer sluice may know it");
      }
      return new About(
          Instant.parse(json.getString("takenAt")),
          json.getString("version"),
          json.getLong("position"),
          json.getLong("bytes"));
    } catch (DecodeException | DateTimeException | ClassCastException | NullPointerException e) {
      throw new IOException("it is no backup: " + ABOUT + " in it cannot be read", e);
    }
  }

  private static void expect(ZipInputStream zip, String name) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    if (entry == null || !entry.getName().equals(name)) {
      throw new IOException("it is no backup: it has no " + name);
    }
  }

  /** All in one commit, before anybody runs by it. */
  private static void begin(
      Store store, About about, Collection<ChannelConfig> configured, Instant now) {
    Set<String> kept = new KeptChannels(store).names();
    Set<String> channels = new TreeSet<>(kept);
    // One that has another name by now takes over what is known of it at the start, this too.
    configured.stream()
        .filter(channel -> channel.was() == null || !kept.contains(channel.was().name()))
        .forEach(channel -> channels.add(channel.id()));
    Map<String, byte[]> earlier = store.settings(Durable.RESTORED);
    byte[] others = store.settings(Durable.RESTORED_OTHERS).get(Durable.ANY);
    long lost = Math.max(1, Duration.between(about.takenAt(), now).toSeconds() + 1);
    Pause pause =
        new Pause(
            "restore",
            "restored from a backup of %s: look, then sluice resume --all"
                .formatted(about.takenAt()),
            Long.MAX_VALUE);
    // A product that changed long ago comes again at its own position, however low that is.
    long above = store.head() + lost * POSITIONS_PER_SECOND;
    long highest = Durable.readRestored(others).revisionsFrom();
    List<Write> writes = new ArrayList<>();
    for (String channel : channels) {
      long before = Durable.readRestored(earlier.getOrDefault(channel, others)).revisionsFrom();
      highest = Math.max(highest, before);
      writes.add(Durable.restored(channel, restored(store, about, before + above, now)));
      writes.add(Durable.pauseOfAll(channel, pause));
    }
    writes.add(Durable.restoredOthers(restored(store, about, highest + above, now)));
    CountDownLatch committed = new CountDownLatch(1);
    store.submit(writes, committed::countDown);
    try {
      if (!committed.await(COMMITTED_WITHIN_S, TimeUnit.SECONDS)) {
        throw new IllegalStateException("it takes no writes: " + store.status().problem());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Durable.Restored restored(
      Store store, About about, long revisionsFrom, Instant now) {
    long atMs = Math.max(now.toEpochMilli(), about.takenAt().toEpochMilli());
    return new Durable.Restored(store.outcomeHead(), revisionsFrom, atMs);
  }
}
