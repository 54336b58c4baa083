package io.sluice.gateway.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where something listens. */
final class ListenReader {
  private static final Pattern LISTEN =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+):(\\d{1,5})");

  private ListenReader() {}

  /**
   * @param host an IPv6 address without brackets
   * @param port as it is written, any five digits
   */
  record At(String host, int port) {}

  /**
   * @param listen value of the section's {@code listen}; empty where it is a problem
   */
  static Optional<At> at(Section section, String listen) {
    Matcher matcher = LISTEN.matcher(listen);
    if (!matcher.matches()) {
      String message = "'listen' in " + section.path() + " must be HOST:PORT";
      section
          .reading()
          .problems()
          .error(section.placeOf("listen"), message, "write 127.0.0.1:8080");
      return Optional.empty();
    }
    String host = matcher.group(1).replaceAll("[\\[\\]]", "");
    return Optional.of(new At(host, Integer.parseInt(matcher.group(2))));
  }

  /** Of the section's {@code tls}; empty where it is not written or a problem. */
  static Optional<ApiSettings.Tls> tls(Section within) {
    Section section = within.section("tls").expect(Shape.TLS);
    if (section.entries().isEmpty()) {
      return Optional.empty();
    }
    boolean certified = section.require("certificate", "certificate: tls/certificate.pem");
    boolean keyed = section.require("key", "key: tls/key.pem");
    Optional<Path> certificate = section.value("certificate", Scalars::existingFile);
    Optional<Path> key = section.value("key", Scalars::existingFile);
    return certified && keyed && certificate.isPresent() && key.isPresent()
        ? Optional.of(new ApiSettings.Tls(certificate.get(), key.get()))
        : Optional.empty();
  }
}
