package io.sluice.gateway.config;

import io.sluice.gateway.rules.SkuRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads {@code sku}: what the products are called on a channel. */
final class SkuRuleReader {
  private final Section section;
  private final TableFinder tables;

  SkuRuleReader(Section section, Declarations declared) {
    this.section = section.expect(Shape.SKU);
    this.tables = new TableFinder(section.reading(), declared);
  }

  Optional<SkuRule> read() {
    Map<String, String> aliases = section.find("alias").flatMap(this::aliases).orElse(Map.of());
    String prefix = section.value("prefix", Scalars::literal).orElse("");
    String suffix = section.value("suffix", Scalars::literal).orElse("");
    SkuRule.Otherwise otherwise =
        section.word("otherwise", SkuRule.Otherwise.class).orElse(SkuRule.Otherwise.SAME);
    noteNamesGivenTwice(aliases);
    return section.build(() -> new SkuRule(aliases, prefix, suffix, otherwise));
  }

  private void noteNamesGivenTwice(Map<String, String> aliases) {
    Map<String, String> owners = new HashMap<>();
    aliases.forEach(
        (sku, alias) -> {
          String owner = owners.putIfAbsent(alias, sku);
          if (owner != null) {
            noteTwice(alias, owner, sku);
          }
        });
  }

  private void noteTwice(String alias, String owner, String sku) {
    section
        .reading()
        .problems()
        .note(
            section.placeOf("alias"),
            "name %s is given twice: %s has it, %s is held"
                .formatted(Texts.quote(alias), Texts.quote(owner), Texts.quote(sku)),
            "keep one of the rows");
  }

  /** A table's name, or a table. */
  private Optional<Map<String, String>> aliases(Entry entry) {
    return entry.value() instanceof MappingNode
        ? new TableReader(section.reading()).read(section, entry).map(Table::rows)
        : tables.find(entry).map(Table::rows);
  }
}
