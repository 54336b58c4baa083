package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.operations.OperationException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyPlacesTest {
  private static final long MEBIBYTE = 1 << 20;

  private final BodyPlaces places = new BodyPlaces();

  private List<BodyPlaces.Place> take(String address, long length, int count) {
    return IntStream.range(0, count).mapToObj(i -> places.take(address, length)).toList();
  }

  private static void assertShareUsedUp(ThrowingCallable taking) {
    assertThatThrownBy(taking)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(429));
  }

  @Test
  void ofOneAddressThereIsAShareInNumber() {
    List<BodyPlaces.Place> taken = take("a", 1, BodyPlaces.OF_ONE_AT_MOST);

    assertShareUsedUp(() -> places.take("a", 1));
    assertThatCode(() -> places.take("b", 1)).doesNotThrowAnyException();

    taken.get(0).free();
    taken.get(0).free();
    places.take("a", 1);
    assertShareUsedUp(() -> places.take("a", 1));
  }

  @Test
  void ofOneAddressThereIsAShareInBytes() {
    take("a", 4 * MEBIBYTE, 4);

    assertShareUsedUp(() -> places.take("a", 1));
    assertThatCode(() -> places.take("b", 4 * MEBIBYTE)).doesNotThrowAnyException();
  }

  @Test
  void whoeverIsGenuineMayHaveAll() {
    for (int i = 0; i < BodyPlaces.AT_MOST; i++) {
      places.take("a", 1).genuine();
    }

    assertThatThrownBy(() -> places.take("a", 1)).isInstanceOf(OperationException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 32", "4194304, 16"})
  void allTogetherAreBoundedInNumberAndBytes(long length, int fit) {
    List<BodyPlaces.Place> taken = new ArrayList<>();
    for (int i = 0; i < fit; i++) {
      taken.add(places.take("address " + i, length));
    }

    assertThatThrownBy(() -> places.take("another", length)).isInstanceOf(OperationException.class);
    taken.get(0).genuine();
    assertThatThrownBy(() -> places.take("another", length)).isInstanceOf(OperationException.class);
    taken.get(0).free();
    assertThatCode(() -> places.take("another", length)).doesNotThrowAnyException();
  }

  @Test
  void whereNobodyKnowsWhoIsWhoThereIsNoShare() {
    for (int i = 0; i < BodyPlaces.AT_MOST; i++) {
      places.take(null, 1);
    }

    assertThatThrownBy(() -> places.take(null, 1)).isInstanceOf(OperationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3::4, 20010db800010002",
    "2001:db8:1:2:ffff:ffff:ffff:ffff, 20010db800010002",
    "2001:db8:1:3::1, 20010db800010003",
    "::ffff:192.0.2.1, 192.0.2.1",
    "no:address, no:address"
  })
  void anIpv6AddressCountsWithItsNetwork(String address, String counted) {
    assertThat(ClientAddress.block(address)).isEqualTo(counted);
  }
}
