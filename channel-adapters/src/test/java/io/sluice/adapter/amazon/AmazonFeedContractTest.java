package io.sluice.adapter.amazon;

import java.util.Map;

/** Many changes: everything that a feed's limit allows goes as a feed. */
class AmazonFeedContractTest extends AmazonContractTest {
  @Override
  protected Map<String, Object> settings(String url) {
    Map<String, Object> settings = super.settings(url);
    settings.put("feed_over", 0L);
    return settings;
  }
}
