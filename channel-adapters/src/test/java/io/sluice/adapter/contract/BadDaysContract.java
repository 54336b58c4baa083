package io.sluice.adapter.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.Certificates;
import io.sluice.adapter.wire.TlsFront;
import io.sluice.simulator.market.MarketFault.Kind;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens on the wire besides an answer. */
public abstract class BadDaysContract extends ContractFixture {
  private static final Set<Kind> SERVER_ERRORS = Set.of(Kind.ERROR_500, Kind.ERROR_503);
  private static final Duration SHORT = Duration.ofMillis(700);

  @Test
  void refusedConnectionIsUnreachable() {
    settled(created(SKU, "Bag"));
    await(marketplace::goDown);
    // One that is open still may take a request with it.
    reopen(marketplace.url(), Map.of());

    assertThat(call(stock(SKU, 3))).isInstanceOf(Outcome.Unreachable.class);

    await(marketplace::comeUp);
    clock.jump(Duration.ofMinutes(1));
    settled(stock(SKU, 4));
    assertStock(SKU, 4);
  }

  @ParameterizedTest
  @EnumSource
  void faultOfAStockLeavesNoDoubtAfterTheRepeat(Kind kind) {
    settled(created(SKU, "Bag"), stock(SKU, 1));
    shortTimeout(kind);
    await(() -> marketplace.fault(kind, 1, this::bringsUpdates));
    ChannelUpdate update = stock(SKU, 2);

    assertFault(kind, update, timed(update));

    clock.jump(Duration.ofMinutes(1));
    assertThat(recover(update)).isEqualTo(Outcome.Accepted.PLAIN);
    assertStock(SKU, 2);
  }

  @ParameterizedTest
  @EnumSource
  void faultOfACreateNeverLeadsToTwo(Kind kind) {
    settled(created("SKU-1", "Bag"));
    shortTimeout(kind);
    await(() -> marketplace.fault(kind, 1, this::bringsUpdates));
    ChannelUpdate update = created(SKU, "Case");

    assertFault(kind, update, timed(update));

    clock.jump(Duration.ofMinutes(1));
    assertThat(recover(update)).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(get(SKU).listed()).isTrue();
    assertThat(products()).as("products").isEqualTo(2);
  }

  /** Ends within the time it has, whatever the other side does. */
  private Outcome timed(ChannelUpdate update) {
    Duration total = (Duration) settings().values().get("total_timeout");
    long begun = System.nanoTime();
    Outcome outcome = call(update);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(total.plusSeconds(3));
    return outcome;
  }

  private void shortTimeout(Kind kind) {
    if (kind == Kind.HANG) {
      reopen(marketplace.url(), Map.of("total_timeout", SHORT));
    }
  }

  private void assertFault(Kind kind, ChannelUpdate update, Outcome outcome) {
    boolean repeatable = !capabilities().notRepeatable().contains(update.facet());
    if (SERVER_ERRORS.contains(kind) && repeatable) {
      assertThat(outcome).isInstanceOf(Outcome.Unreachable.class);
    } else if (SERVER_ERRORS.contains(kind)) {
      // It may have been done all the same.
      assertThat(outcome).isInstanceOfAny(Outcome.Unreachable.class, Outcome.Unknown.class);
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    }
    if (Set.of(Kind.HANG, Kind.RESET_BEFORE, Kind.RESET_AFTER, Kind.TRUNCATED).contains(kind)) {
      assertThat(((Outcome.Unknown) outcome).transport()).as("counts as transport").isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void faultOfATokenIsNoFaultOfTheUpdate(Kind kind) {
    // Given a connection that has no token yet
    settled(created(SKU, "Bag"), stock(SKU, 1));
    assumeTrue(exchanges.stream().anyMatch(each -> asksForToken(each.request())), "has no tokens");
    reopen(marketplace.url(), kind == Kind.HANG ? Map.of("total_timeout", SHORT) : Map.of());
    await(() -> marketplace.fault(kind, 1, this::asksForToken));
    ChannelUpdate update = stock(SKU, 2);

    assertThat(timed(update))
        .isInstanceOfAny(Outcome.Unreachable.class, Outcome.Unknown.class, Outcome.Deferred.class);
    assertStock(SKU, 1);

    clock.jump(Duration.ofMinutes(1));
    settled(update);
    assertStock(SKU, 2);
  }

  @ParameterizedTest
  @EnumSource
  void faultOfAQuestionLeavesItPending(Kind kind) {
    settled(created(SKU, "Bag"));
    shortTimeout(kind);
    Outcome outcome = call(stock(SKU, 2));
    if (!(outcome instanceof Outcome.Pending pending)) {
      abort("answers at once");
      return;
    }
    clock.jumpTo(pending.pollAt());
    await(() -> marketplace.fault(kind, 1, request -> !asksForToken(request)));

    Outcome asked = poll(pending.handle());

    assertThat(asked)
        .isInstanceOfAny(Outcome.Pending.class, Outcome.Deferred.class, Outcome.Unreachable.class);
    assertThat(finished(pending)).isEqualTo(Outcome.Accepted.PLAIN);
    assertStock(SKU, 2);
  }

  @Test
  void certificateOfTheMerchantsOwnAuthorityIsTrusted(@TempDir Path directory) throws Exception {
    Path authority = Certificates.authority(directory);
    overTls(Certificates.signed(directory, authority, "ip:127.0.0.1", ""), authority);

    settled(created(SKU, "Bag"), stock(SKU, 3));

    assertStock(SKU, 3);
  }

  @Test
  void certificateForAnotherHostIsRefused(@TempDir Path directory) throws Exception {
    Path authority = Certificates.authority(directory);
    overTls(Certificates.signed(directory, authority, "dns:other.example", ""), authority);

    assertRefused("certificate is refused");
  }

  @Test
  void expiredCertificateIsRefused(@TempDir Path directory) throws Exception {
    Path authority = Certificates.authority(directory);
    String past = "-startdate -3d -validity 1";
    overTls(Certificates.signed(directory, authority, "ip:127.0.0.1", past), authority);

    assertRefused("expired");
  }

  @Test
  void selfSignedCertificateIsRefused(@TempDir Path directory) throws Exception {
    overTls(Certificates.selfSigned(directory, "ip:127.0.0.1"), null);

    assertRefused("not signed by a known authority");
  }

  private void overTls(Path store, @Nullable Path trusted) throws Exception {
    Future<Integer> front = TlsFront.start(vertx, store, URI.create(marketplace.url()).getPort());
    Map<String, Object> values = new HashMap<>();
    if (trusted != null) {
      values.put("trust", new Secret(Certificates.pem(trusted)));
    }
    reopen("https://127.0.0.1:" + await(() -> front), values);
  }

  private void assertRefused(String reason) {
    // A stock of what was never created may need no request at all.
    Outcome outcome = call(created(SKU, "Bag"));
    assertThat(outcome).isInstanceOf(Outcome.Unreachable.class);
    assertThat(outcome.toString()).contains(reason);
    assertThat(exchanges).isEmpty();
  }
}
