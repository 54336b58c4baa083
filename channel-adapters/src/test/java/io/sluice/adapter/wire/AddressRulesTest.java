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
    "100.64.0.1, carrier-grade NAT",
    "192.0.0.1, reserved",
    "198.18.0.1, benchmark",
    "::1, loopback",
    "::, any-local",
    "fd00::1, unique local",
    "fec0::1, site-local",
    "::ffff:10.0.0.1, private",
    "64:ff9b::a00:1, private",
    "2002:7f00:1::, loopback",
    "::7f00:2, loopback"
  })
  void insideAddressesAreRefusedUnlessTheyAreMeant(String address, String kind) throws Exception {
    assertThat(AddressRules.refusal(InetAddress.getByName(address), false))
        .hasValueSatisfying(
            why ->
                assertThat(why).startsWith(kind + " address").endsWith("set allow_private: yes"));
    assertThat(AddressRules.refusal(InetAddress.getByName(address), true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "169.254.169.254, link-local (cloud metadata)",
    "169.254.170.2, link-local (cloud metadata)",
    "100.100.100.200, cloud metadata",
    "168.63.129.16, cloud metadata",
    "192.0.0.192, cloud metadata",
    "fd00:ec2::254, cloud metadata",
    "fd20:ce::254, cloud metadata",
    "fe80::1, link-local",
    "::ffff:169.254.169.254, link-local (cloud metadata)",
    "64:ff9b::a9fe:a9fe, link-local (cloud metadata)",
    "2002:a9fe:a9fe::, link-local (cloud metadata)",
    "224.0.0.1, multicast",
    "ff02::1, multicast",
    "255.255.255.255, reserved"
  })
  void addressesThatGuardTheMachineAreRefusedAlways(String address, String kind) throws Exception {
    for (boolean allowPrivate : new boolean[] {true, false}) {
      assertThat(AddressRules.refusal(InetAddress.getByName(address), allowPrivate))
          .hasValueSatisfying(
              why -> assertThat(why).startsWith(kind + " address").endsWith("is ever there"));
    }
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
    assertThat(AddressRules.refusal(InetAddress.getByName(address), false)).isEmpty();
  }
}
