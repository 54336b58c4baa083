package io.sluice.gateway.config;

import io.sluice.adapter.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Puts in what {@code ${env:NAME}}, {@code ${env:NAME:-default}} and {@code ${file:path}} mean. */
final class References {
  static final String SECRET_FORMS = "write ${env:NAME} or ${file:/path/to/it}";

  /** Stands for a variable that is unset while checking offline; fits in a host name. */
  static final String STAND_IN = "unset";

  private static final int MAX_SECRET_BYTES = 64 << 10;
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}?");
  private static final Pattern ENV =
      Pattern.compile("env:([A-Za-z_]\\w*)(?::-(.*))?", Pattern.DOTALL);

  private final Path directory;
  private final Environment environment;
  private final Problems problems;
  private final ReadFiles files;
  private final Set<Place> standIns = new HashSet<>();

  /**
   * @param directory that relative files are looked up in
   */
  References(Path directory, Environment environment, Problems problems, ReadFiles files) {
    this.directory = directory;
    this.environment = environment;
    this.problems = problems;
    this.files = files;
  }

  /**
   * @param complete false when a stand-in is part of the text
   */
  record Expanded(String text, boolean complete) {}

  /** Whether a stand-in was put in there: what it looks like says nothing then. */
  boolean isStandIn(Place place) {
    return standIns.contains(place);
  }

  /** A text with its variables put in; empty when one of them is a problem. */
  Optional<Expanded> text(String written, Place place) {
    Matcher matcher = REFERENCE.matcher(written);
    StringBuilder text = new StringBuilder();
    boolean complete = true;
    int from = 0;
    while (matcher.find()) {
      Optional<Expanded> value = variable(matcher, place);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      text.append(written, from, matcher.start()).append(value.get().text());
      complete &= value.get().complete();
      from = matcher.end();
    }
    return Optional.of(new Expanded(text.append(written.substring(from)).toString(), complete));
  }

  /** A text with its variables put in, as far as there are any; what is wrong is told elsewhere. */
  String silently(String written) {
    return REFERENCE
        .matcher(written)
        .replaceAll(
            found -> {
              Matcher env = ENV.matcher(found.group(1));
              String value =
                  env.matches()
                      ? environment
                          .find(env.group(1))
                          .or(() -> Optional.ofNullable(env.group(2)))
                          .orElse(STAND_IN)
                      : found.group();
              return Matcher.quoteReplacement(value);
            });
  }

  /** Values of the variables that a text names, without those that are unset. */
  Stream<String> variables(String written) {
    return REFERENCE
        .matcher(written)
        .results()
        .map(found -> ENV.matcher(found.group(1)))
        .filter(Matcher::matches)
        .flatMap(env -> environment.find(env.group(1)).stream());
  }

  /** A secret: nothing but one reference. */
  Optional<Secret> secret(String written, Place place, String key) {
    Matcher matcher = REFERENCE.matcher(written);
    if (!matcher.matches()) {
      problems.hide(place);
      problems.error(place, key + " must not be written here in clear", SECRET_FORMS);
      return Optional.empty();
    }
    Optional<Expanded> value =
        matcher.group(1).startsWith("file:")
            ? file(matcher.group(1).substring("file:".length()), place)
            : variable(matcher, place);
    // What puts variables there often leaves the line break of the file that it read.
    return value.map(found -> new Secret(found.text().stripTrailing()));
  }

  /** A file the gateway needs; empty with a problem when it is not there. */
  Optional<Path> existing(String written, Place place) {
    Optional<Path> path = path(written, place);
    if (path.isPresent() && !Files.isReadable(path.get())) {
      missing(
          place,
          "there is no file %s that can be read".formatted(Texts.quote(written)),
          "a relative path begins at the directory of this file");
      return environment.offline() ? path : Optional.empty();
    }
    return path;
  }

  private Optional<Expanded> variable(Matcher matcher, Place place) {
    Matcher env = ENV.matcher(matcher.group(1));
    if (!matcher.group().endsWith("}") || !env.matches()) {
      boolean isFile = matcher.group(1).startsWith("file:");
      String what = isFile ? "${file:...} is for secrets only" : "this reference is not known";
      problems.error(place, what, "write ${env:NAME} or ${env:NAME:-default}");
      return Optional.empty();
    }
    String name = env.group(1);
    return environment
        .find(name)
        .or(() -> Optional.ofNullable(env.group(2)))
        .map(value -> new Expanded(value, true))
        .or(() -> unset(place, name));
  }

  private Optional<Expanded> unset(Place place, String name) {
    return missing(
        place, "variable %s is not set".formatted(name), "set it where the gateway is started");
  }

  private Optional<Expanded> file(String written, Place place) {
    Optional<Path> path = path(written, place);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    files.note(path.get());
    try {
      if (Files.size(path.get()) > MAX_SECRET_BYTES) {
        problems.error(place, "the file is too large for a secret", "");
        return Optional.empty();
      }
      String value = Files.readString(path.get()).stripTrailing();
      return value.isEmpty()
          ? missing(
              place, "file %s is empty".formatted(Texts.quote(written)), "write the secret into it")
          : Optional.of(new Expanded(value, true));
    } catch (IOException e) {
      return missing(
          place,
          "file %s cannot be read".formatted(Texts.quote(written)),
          "is it there, and may this user read it?");
    }
  }

  Optional<Path> path(String written, Place place) {
    try {
      return Optional.of(directory.resolve(written).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      problems.error(place, "this is no path of a file", "");
      return Optional.empty();
    }
  }

  private Optional<Expanded> missing(Place place, String message, String hint) {
    if (environment.offline()) {
      problems.note(place, message + " here", "it must be where the gateway runs");
      standIns.add(place);
      return Optional.of(new Expanded(STAND_IN, false));
    }
    problems.error(place, message, hint);
    return Optional.empty();
  }
}
