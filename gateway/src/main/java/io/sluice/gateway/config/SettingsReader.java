package io.sluice.gateway.config;

import io.sluice.adapter.Setting;
import io.sluice.gateway.validation.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads an adapter's own keys by what the adapter says of them. */
final class SettingsReader {
  private SettingsReader() {}

  /** Values in the types of {@link Setting.Type}; what is absent or wrong is left out. */
  static Map<String, Object> read(Section section, List<Setting> settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Setting setting : settings) {
      if (setting.required()) {
        section.require(setting.name(), setting.description());
      }
      section
          .find(setting.name())
          .flatMap(entry -> value(section, entry, setting))
          .ifPresent(value -> values.put(setting.name(), value));
    }
    return values;
  }

  static List<String> names(List<Setting> settings) {
    return settings.stream().map(Setting::name).toList();
  }

  /** A misspelt key of a secret holds a secret all the same. */
  static void hideMisspeltSecrets(Section section, List<Setting> settings) {
    List<String> names = names(settings);
    List<String> secrets =
        settings.stream().filter(SettingsReader::holdsSecret).map(Setting::name).toList();
    section.entries().stream()
        .filter(entry -> !names.contains(entry.key()))
        .filter(entry -> Suggestions.closest(entry.key(), secrets).isPresent())
        .forEach(entry -> section.reading().problems().hide(entry.valuePlace()));
  }

  private static Optional<?> value(Section section, Entry entry, Setting setting) {
    Scalars scalars = section.reading().scalars();
    return switch (setting.type()) {
      case TEXT ->
          setting.allowed().isEmpty()
              ? scalars.text(entry)
              : scalars.word(entry, setting.allowed());
      case SECRET -> scalars.secret(entry);
      case INTEGER -> scalars.integer(entry);
      case YES_NO -> scalars.yesNo(entry);
      case DURATION -> scalars.duration(entry);
      case BYTES -> scalars.bytes(entry);
      case TEXTS -> texts(section.section(entry));
      case GROUP -> group(section, entry, setting);
    };
  }

  private static Optional<Map<String, String>> texts(Section section) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Entry entry : section.entries()) {
      section
          .reading()
          .scalars()
          .text(entry)
          .ifPresent(text -> texts.putIfAbsent(entry.key(), text));
    }
    return Optional.of(texts);
  }

  private static Optional<Map<String, Object>> group(
      Section section, Entry entry, Setting setting) {
    if (!(entry.value() instanceof MappingNode) && holdsSecret(setting)) {
      section.reading().problems().hide(entry.valuePlace());
    }
    Section group = section.section(entry);
    if (!(entry.value() instanceof MappingNode)) {
      return Optional.empty();
    }
    hideMisspeltSecrets(group, setting.children());
    group.expect(Shape.of().with(names(setting.children())));
    return Optional.of(read(group, setting.children()));
  }

  private static boolean holdsSecret(Setting setting) {
    return setting.type() == Setting.Type.SECRET
        || setting.children().stream().anyMatch(SettingsReader::holdsSecret);
  }
}
