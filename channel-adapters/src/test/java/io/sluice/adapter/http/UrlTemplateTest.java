package io.sluice.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {
  @ParameterizedTest
  @CsvSource({
    "http://h/p, false, 80, /p",
    "https://h, true, 443, /",
    "HTTPS://h:8443/p?a=b%20c, true, 8443, /p?a=b%20c",
    "http://h?x=1, false, 80, /?x=1",
    "http://h/ü, false, 80, /%C3%BC"
  })
  void addressIsTakenApart(String text, boolean tls, int port, String target) {
    UrlTemplate url = UrlTemplate.parse(text);

    assertThat(url.site().tls()).isEqualTo(tls);
    assertThat(url.site().host()).isEqualTo("h");
    assertThat(url.site().port()).isEqualTo(port);
    assertThat(url.target("ignored")).contains(target);
  }

  @ParameterizedTest
  @CsvSource({
    "SKU-1, SKU-1",
    "a/b, a%2Fb",
    "a%2Fb, a%252Fb",
    "a b+c?d#e, a%20b%2Bc%3Fd%23e",
    "ä😀, %C3%A4%F0%9F%98%80",
    "..., ...",
    "a..b, a..b",
    ".a, .a",
    "'a\\b;c', a%5Cb%3Bc",
    "{sku}, %7Bsku%7D"
  })
  void skuIsOnePathSegment(String sku, String segment) {
    assertThat(UrlTemplate.parse("http://h/p/{sku}/stock?x=1").target(sku))
        .contains("/p/" + segment + "/stock?x=1");
  }

  @Test
  void lineBreaksInASkuAreEncoded() {
    assertThat(UrlTemplate.parse("http://h/{sku}").target("a\r\nHost: x\u0000"))
        .contains("/a%0D%0AHost%3A%20x%00");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "../x", "x/../y", "x/..", "..\\x", "a/./b", ""})
  void skuThatWouldClimbHasNoAddress(String sku) {
    assertThat(UrlTemplate.parse("http://h/p/{sku}").target(sku)).isEmpty();
  }

  @Test
  void dotsBesideOtherCharactersOfTheSegmentDoNotClimb() {
    UrlTemplate url = UrlTemplate.parse("http://h/p/sku-{sku}.json");

    assertThat(url.target("..")).contains("/p/sku-...json");
    assertThat(url.target("/../..")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://h/x, must begin with https:// or http://",
    "/x, must begin with https:// or http://",
    "http:///x, names no host",
    "http://a_b/x, names no host",
    "http://münchen.de/x, names no host",
    "http://h:99999/, has a port above 65535",
    "http://me:secret@h/, must not hold user or password",
    "http://h/#top, must not hold a part behind #",
    "http://{sku}.h/, may stand only in the path",
    "http://h/?sku={sku}, may stand only in the path",
    "http://h/{sku}/{sku}, may stand only once",
    "http://h/{id}, the only placeholder is {sku}",
    "http://h/{sku, the only placeholder is {sku}",
    "http://h/a b, not an address"
  })
  void wrongAddressIsExplained(String text, String message) {
    assertThatThrownBy(() -> UrlTemplate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void addressOfIpv6() {
    UrlTemplate url = UrlTemplate.parse("http://[::1]:8080/x");

    assertThat(url.site().host()).isEqualTo("[::1]");
    assertThat(url.site().hostName()).isEqualTo("::1");
  }
}
