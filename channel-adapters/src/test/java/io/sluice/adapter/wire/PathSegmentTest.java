package io.sluice.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathSegmentTest {
  @ParameterizedTest
  @CsvSource({
    "SKU-1_2.3~4, SKU-1_2.3~4",
    "a/b, a%2Fb",
    "100%, 100%25",
    "a%2Fb, a%252Fb",
    "a b+c, a%20b%2Bc",
    "'a;b,c=d&e?f#g', a%3Bb%2Cc%3Dd%26e%3Ff%23g",
    "'a:b@c', a%3Ab%40c",
    "Größe, Gr%C3%B6%C3%9Fe",
    "👟, %F0%9F%91%9F",
    "%2e%2e, %252e%252e",
    "..., ...",
    "..a, ..a"
  })
  void textIsOneSegment(String text, String segment) {
    assertThat(PathSegment.encode(text)).contains(segment);
    URI address = URI.create("http://h/p/" + segment + "/stock").normalize();
    assertThat(address.getRawPath()).isEqualTo("/p/" + segment + "/stock");
    assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void controlCharactersAreEncoded() {
    assertThat(PathSegment.encode("a\r\nHost: x\u0000\u007f")).contains("a%0D%0AHost%3A%20x%00%7F");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "x/..", "a/./b", "..\\x", "x\\.", "/.."})
  void textThatWouldClimbIsNone(String text) {
    assertThat(PathSegment.encode(text)).isEmpty();
  }

  @Test
  void whatStandsBesideItCounts() {
    assertThat(PathSegment.encode("sku-", "..", ".json")).contains("..");
    assertThat(PathSegment.encode(".", ".", "")).isEmpty();
    assertThat(PathSegment.encode("", "", ".")).isEmpty();
    assertThat(PathSegment.encode("a", "", "")).contains("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800"})
  void halfACharacterIsNone(String text) {
    assertThat(PathSegment.encode(text)).isEmpty();
  }
}
