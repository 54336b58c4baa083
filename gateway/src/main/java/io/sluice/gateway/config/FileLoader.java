package io.sluice.gateway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file as text; whatever is in the way becomes a problem. */
final class FileLoader {
  static final int MAX_BYTES = 10 << 20;

  private final Problems problems;
  private final ReadFiles files;

  FileLoader(Problems problems, ReadFiles files) {
    this.problems = problems;
    this.files = files;
  }

  Optional<SourceFile> load(Path path) {
    String name = String.valueOf(path.getFileName());
    files.note(path);
    try {
      if (Files.size(path) > MAX_BYTES) {
        return failed(name, "is larger than " + Units.print(MAX_BYTES), "");
      }
      Optional<SourceFile> file = decode(name, Files.readAllBytes(path));
      file.ifPresent(read -> files.read(path, read.text()));
      return file;
    } catch (NoSuchFileException e) {
      return failed(
          name,
          "there is no such file in " + path.toAbsolutePath().normalize().getParent(),
          "--config names another directory");
    } catch (IOException e) {
      return failed(name, "cannot be read", "is it a file that this user may read?");
    }
  }

  private Optional<SourceFile> decode(String name, byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    boolean broken = decoder.decode(ByteBuffer.wrap(bytes), text, true).isError();
    SourceFile file = SourceFile.of(name, text.flip().toString());
    if (broken) {
      problems.error(file.at(file.text().length()), "this is not UTF-8", "save the file as UTF-8");
      return Optional.empty();
    }
    return Optional.of(file);
  }

  private Optional<SourceFile> failed(String name, String message, String hint) {
    problems.error(SourceFile.of(name, "").whole(), message, hint);
    return Optional.empty();
  }
}
