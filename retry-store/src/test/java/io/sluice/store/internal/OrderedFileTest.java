package io.sluice.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit whose pages are not all on the disk is not there, whichever is missing. */
class OrderedFileTest {
  private static final int BLOCKS = 6;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void register() {
    OrderedFile.register();
    file = directory.resolve("store.mv.db");
  }

  @Test
  void eachMissingPageOfTheLastCommitLeavesTheOneBefore() throws IOException {
    byte[] before = afterCommitOf("first");
    byte[] after = afterCommitOf("second");
    int torn = 0;
    for (int at = 0; at < after.length; at += ChunkSum.BLOCK) {
      byte[] image = withPageFrom(before, after, at);
      if (image != null && at >= ChunkSum.HEADERS) {
        assertThat(valueIn(image)).as("page at " + at).isEqualTo("first");
        torn++;
      }
    }
    assertThat(torn).isGreaterThanOrEqualTo(BLOCKS);
    assertThat(valueIn(after)).isEqualTo("second");
  }

  @Test
  void whatWasWrittenWithoutSumsCanBeRead() throws IOException {
    try (MVStore store = new MVStore.Builder().fileName(file.toString()).open()) {
      store.openMap("map").put("key", "plain");
    }
    assertThat(valueIn(Files.readAllBytes(file))).isEqualTo("plain");
  }

  @Test
  void h2AloneReadsWhatHasSums() throws IOException {
    byte[] image = afterCommitOf("summed");
    Path copy = directory.resolve("copy");
    Files.write(copy, image);
    try (MVStore store = new MVStore.Builder().fileName(copy.toString()).open()) {
      assertThat(store.openMap("map").get("key")).isEqualTo("summed");
    }
  }

  /** The file as a killed process leaves it. */
  private byte[] afterCommitOf(String value) throws IOException {
    byte[] filling = new byte[BLOCKS * ChunkSum.BLOCK];
    new Random(value.hashCode()).nextBytes(filling);
    MVStore store = open(file);
    try {
      store.openMap("filling").put("key", filling);
      store.openMap("map").put("key", value);
      store.commit();
      return Files.readAllBytes(file);
    } finally {
      store.closeImmediately();
    }
  }

  private static MVStore open(Path file) {
    return new MVStore.Builder().fileName("ordered:file:" + file).autoCommitDisabled().open();
  }

  /** Null where that page did not change. */
  private static byte[] withPageFrom(byte[] before, byte[] after, int at) {
    byte[] image = after.clone();
    for (int i = at; i < at + ChunkSum.BLOCK; i++) {
      image[i] = i < before.length ? before[i] : 0;
    }
    return Arrays.equals(image, after) ? null : image;
  }

  private String valueIn(byte[] image) throws IOException {
    Path copy = Files.createTempFile(directory, "copy", ".mv.db");
    Files.write(copy, image);
    MVStore store = open(copy);
    try {
      return (String) store.openMap("map").get("key");
    } finally {
      store.closeImmediately();
    }
  }
}
