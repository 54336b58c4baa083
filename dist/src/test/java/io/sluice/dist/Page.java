package io.sluice.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document whose sections each show, in one block of code, what a program printed. The words
 * around the blocks are written by hand; {@code -Dsluice.docs.rewrite=true} rewrites the blocks.
 */
final class Page {
  private static final Pattern SECTION =
      Pattern.compile("(?m)^## (.+)\n(?:(?!^## |^```)[^\n]*\n)*^```text\n((?s:.*?))^```$");
  private static final boolean REWRITE = Boolean.getBoolean("sluice.docs.rewrite");

  private final Path file;

  Page(Path file) {
    this.file = file;
  }

  /** The section's block is exactly this, or becomes it. */
  void shows(String title, String printed) throws IOException {
    String text = Files.readString(file);
    Matcher section = find(text, title);
    if (REWRITE) {
      Files.writeString(
          file, text.substring(0, section.start(2)) + printed + text.substring(section.end(2)));
      return;
    }
    assertThat(section.group(2))
        .as("%s, section '%s'; -Dsluice.docs.rewrite=true rewrites it", file, title)
        .isEqualTo(printed);
  }

  private Matcher find(String text, String title) {
    Matcher section = SECTION.matcher(text);
    while (section.find()) {
      if (section.group(1).equals(title)) {
        return section;
      }
    }
    throw new AssertionError(
        file + " needs a section '## " + title + "' with a block that begins with ```text");
  }

  /** Of the sections with a block. */
  List<String> titles() throws IOException {
    return SECTION.matcher(Files.readString(file)).results().map(hit -> hit.group(1)).toList();
  }
}
