package io.sluice.gateway.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Secrets that must be seen nowhere, and all that was seen. */
final class Canaries {
  /** By the variable or file that holds each; what a URL or JSON must escape is in most. */
  static final Map<String, String> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put("C_AMQP", "cnry-amqp-41f7~x");
    VALUES.put("C_USER", "cnry-user-52a8");
    VALUES.put("C_PASSWORD", "cnry:pass&wörd<\"63b9/+=");
    VALUES.put("C_BEARER", "cnry\"bearer\\74ca/+=");
    VALUES.put("C_ACCOUNT", "cnry/account+85db==");
    VALUES.put("C_HEADER", "cnry&header/\"96ec+");
    VALUES.put("C_QUERY", "cnry-query~a7fd");
    VALUES.put("C_PATH", "cnry-path-b80e");
    VALUES.put("C_SIGN", "whsec_" + base64("cnry-signing-key-of-32-bytes-c91f"));
    VALUES.put("C_URL_PATH", "cnry-hook-da20");
    VALUES.put("C_URL_QUERY", "cnry-hook-query-eb31");
    VALUES.put("C_LITERAL", "cnry-literal-fc42");
  }

  private final Map<String, String> seen = new LinkedHashMap<>();

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /**
   * @param where for the message of a failure
   */
  void saw(String where, String text) {
    seen.merge(where, text, (before, more) -> before + "\n" + more);
  }

  void sawFiles(Path directory) throws java.io.IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // A byte is a character: an umlaut in UTF-8 is looked for as two.
        saw("file " + file.getFileName(), new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
  }

  String seen(String where) {
    return seen.getOrDefault(where, "");
  }

  void assertUnseen() {
    List<String> found = new ArrayList<>();
    VALUES.forEach(
        (name, secret) ->
            forms(name, secret)
                .forEach(
                    form ->
                        seen.forEach(
                            (where, text) -> {
                              int at = text.indexOf(form);
                              if (at >= 0) {
                                int end = Math.min(text.length(), at + form.length() + 60);
                                String near = text.substring(Math.max(0, at - 100), end);
                                found.add(name + " as " + form + " in " + where + ": " + near);
                              }
                            })));
    assertThat(found).isEmpty();
  }

  private static Set<String> forms(String name, String secret) {
    Set<String> forms = new LinkedHashSet<>();
    // A part is as bad: of what is cut in the middle the beginning would be left.
    forms.add(secret.substring(0, secret.length() - 3));
    if (name.equals("C_PASSWORD")) {
      forms.add(base64(VALUES.get("C_USER") + ":" + secret).substring(0, 20));
    }
    String encoded = URLEncoder.encode(secret, UTF_8);
    String json = Json.encode(secret);
    forms.add(encoded);
    forms.add(encoded.replace("%7E", "~").replace("+", "%20"));
    forms.add(json.substring(1, json.length() - 1));
    forms.add(json.substring(1, json.length() - 1).replace("/", "\\/"));
    forms.add(base64(secret).replace("=", ""));
    forms.add(secret.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
    forms.add(new String(secret.getBytes(UTF_8), ISO_8859_1));
    return forms;
  }
}
