package io.sluice.gateway.config;

import io.sluice.adapter.Setting;
import io.sluice.gateway.validation.Suggestions;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads an adapter's own keys by what the adapter says of them. */
final class SettingsReader {
  /** As JSON writes them, so that 0123 stays a text. */
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");

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
      case TREE -> Optional.of(tree(entry.value()));
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

  /** A JSON value as it is written; variables are not put in, secrets belong into headers. */
  private static Object tree(Node node) {
    if (node instanceof MappingNode mapping) {
      Map<String, Object> members = new LinkedHashMap<>();
      mapping.getValue().stream()
          .filter(each -> each.getKeyNode() instanceof ScalarNode)
          .forEach(
              each ->
                  members.putIfAbsent(
                      ((ScalarNode) each.getKeyNode()).getValue(), tree(each.getValueNode())));
      return members;
    } else if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(SettingsReader::tree).toList();
    }
    return scalar((ScalarNode) node);
  }

  private static Object scalar(ScalarNode node) {
    String text = node.getValue();
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return text;
    } else if (NUMBER.matcher(text).matches()) {
      return new BigDecimal(text);
    }
    return text.equals("true") || text.equals("false") ? (Object) text.equals("true") : text;
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
