package io.sluice.gateway.command;

import java.io.BufferedInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A zip that is there as a whole and checked, or not at all. */
final class ZipDownload {
  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

  private ZipDownload() {}

  /** What writes it. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * @param file must not be there
   * @return names of what is in it
   * @throws IOException where it cannot be written, broke off, or does not read as it was written
   */
  static List<String> save(Path file, Content content) throws IOException {
    if (Files.exists(file)) {
      throw new IOException("it is there already");
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(unfinished);
      // It holds products and answers, and the store is not encrypted.
      Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWN));
      try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
        content.writeTo(out);
        out.getFD().sync();
      }
      List<String> names = check(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      force(file.toAbsolutePath().getParent());
      return names;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Reads all of it: each entry has a checksum. */
  private static List<String> check(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        zip.transferTo(OutputStream.nullOutputStream());
        names.add(entry.getName());
      }
    }
    return names;
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
