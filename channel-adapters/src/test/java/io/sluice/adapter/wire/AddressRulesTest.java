package io.sluice.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, loopback",
    "127.255.255.255, loopback",
    "0.0.0.0, any-local",
    "10.0.0.5, private",
    "172.16.0.1, private",
    "172.31.255.255, private",
    "192.168.1.1, private",
    "169.254.169.254, link-local (cloud metadata)",
    "100.64.0.1, carrier-grade NAT",
    "100.100.100.200, carrier-grade NAT",
    "168.63.129.16, cloud metadata",
    "224.0.0.1, multicast",
    "255.255.255.255, reserved",
    "::1, loopback",
    "::, any-local",
    "fe80::1, link-local",
    "fd00:ec2::254, unique local",
    "ff02::1, multicast",
    "::ffff:10.0.0.1, private",
    "64:ff9b::a00:1, private",
    "2002:7f00:1::, loopback",
    "::7f00:2, loopback"
  })
  void insideAddressesAreRefused(String address, String kind) throws Exception {
    assertThat(AddressRules.refusal(InetAddress.getByName(address))).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "169.253.0.1",
        "2606:4700::1111",
        "64:ff9b::808:808",
        "2002:808:808::"
      })
  void publicAddressesAreAllowed(String address) throws Exception {
    assertThat(AddressRules.refusal(InetAddress.getByName(address))).isEmpty();
  }
}
