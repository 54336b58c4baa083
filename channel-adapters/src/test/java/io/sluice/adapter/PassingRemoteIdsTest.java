package io.sluice.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassingRemoteIdsTest {
  private final RemoteIds ids = new PassingRemoteIds();

  private Map<String, Map<String, String>> find(String... skus) {
    return ids.find(List.of(skus)).result();
  }

  @Test
  void whatIsNotKnownIsAbsent() {
    ids.put(Map.of("A", Map.of("offer", "1")));

    assertThat(find("A", "B")).containsOnly(Map.entry("A", Map.of("offer", "1")));
    assertThat(find()).isEmpty();
  }

  @Test
  void newIdsTakeThePlaceOfAllFormerOnes() {
    ids.put(Map.of("A", Map.of("product", "1", "variant", "2")));
    ids.put(Map.of("A", Map.of("product", "3")));

    assertThat(find("A")).containsOnly(Map.entry("A", Map.of("product", "3")));
  }

  @Test
  void emptyIdsForgetTheSku() {
    ids.put(Map.of("A", Map.of("offer", "1"), "B", Map.of("offer", "2")));
    ids.put(Map.of("A", Map.of()));

    assertThat(find("A", "B")).containsOnlyKeys("B");
  }

  @Test
  void whatIsChangedAfterwardsIsNotWhatWasPut() {
    Map<String, String> mine = new HashMap<>(Map.of("offer", "1"));
    ids.put(Map.of("A", mine));
    mine.put("offer", "2");

    assertThat(find("A")).containsOnly(Map.entry("A", Map.of("offer", "1")));
  }
}
