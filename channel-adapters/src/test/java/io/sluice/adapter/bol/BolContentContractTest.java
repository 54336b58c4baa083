package io.sluice.adapter.bol;

import java.util.Map;

/** The same with content beside each offer. */
class BolContentContractTest extends BolContractTest {
  @Override
  protected Map<String, Object> settings(String url) {
    Map<String, Object> settings = super.settings(url);
    settings.put("content_language", "nl");
    return settings;
  }
}
