package io.sluice.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of JSON that anybody may have written. */
class TreeTest {
  private static Tree tree(String json) {
    return Tree.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  @Test
  void numberThatWouldNotFitTheMemoryIsNotWrittenOut() {
    Tree number = tree("{\"number\":1e999999999}").at("number");

    assertThat(number.text()).isEqualTo("1E+999999999");
    assertThat(number.number()).isNull();
    assertThat(tree("{\"number\":12.50}").at("number").text()).isEqualTo("12.50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "\"text\"", "{\"a\":1", "{\"a\":1}}", "{\"a\":1,\"a\":2}"})
  void whatIsNoCompleteObjectIsNone(String json) {
    assertThat(Tree.parse(json.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
