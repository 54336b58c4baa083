package io.sluice.gateway.config;

/** Names that people give: they become keys of tables, labels of metrics and parts of paths. */
final class Names {
  private Names() {}

  static void check(Reading reading, Entry entry) {
    if (!Checks.isName(entry.key())) {
      reading
          .problems()
          .error(entry.keyPlace(), "name " + entry.named() + " " + Checks.NAME_RULE, "");
    }
  }
}
