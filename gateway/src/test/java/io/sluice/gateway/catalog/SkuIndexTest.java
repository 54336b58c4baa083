package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkuIndexTest {
  private final List<String> skus = new ArrayList<>();
  private final SkuIndex index = new SkuIndex(skus::get);

  private void add(String sku) {
    skus.add(sku);
    index.add(sku, skus.size() - 1);
  }

  @Test
  void everySkuIsFoundAlsoThoseWithOneHash() {
    // Two letters each that String.hashCode cannot tell apart.
    for (String same : List.of("AaAaAa", "BBBBBB", "AaAaBB", "BBAaAa", "")) {
      add(same);
    }
    for (int i = 0; i < 50_000; i++) {
      assertThat(index.find("SKU-" + i)).isEqualTo(-1);
      add("SKU-" + i);
    }

    for (int i = 0; i < skus.size(); i++) {
      assertThat(index.find(skus.get(i))).isEqualTo(i);
    }
    assertThat(index.find("AaBBAa")).isEqualTo(-1);
  }
}
