package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is masked though nobody could read the configuration, so that no secret is known. */
class BundleMaskTest {
  private final BundleMask mask = new BundleMask(List.of());

  @Test
  void pathsOfAddressesInTheGatewaysFileAreTakenOut() {
    assertThat(mask.maskGateway("chat: { kind: webhook, url: \"https://hooks.example/T0/B1/x\" }"))
        .isEqualTo("chat: { kind: webhook, url: \"https://hooks.example/***\" }");
    assertThat(mask.maskGateway("endpoint: http://127.0.0.1:4318"))
        .isEqualTo("endpoint: http://127.0.0.1:4318");
  }

  @Test
  void pathsOfChannelsStay() {
    assertThat(mask.maskYaml("url: https://shop.example/v1/{sku}"))
        .isEqualTo("url: https://shop.example/v1/{sku}");
  }

  @Test
  void passwordsAmongTheParametersOfTheStoreAreTakenOut() {
    assertThat(mask.maskGateway("url: \"jdbc:postgresql://db/s?user=u&password=p%26q&ssl=true\""))
        .isEqualTo("url: \"jdbc:postgresql://db/s?user=u&password=***&ssl=true\"");
    assertThat(mask.mask("cannot open jdbc:h2:file:./s;USER=u;PASSWORD=p q"))
        .isEqualTo("cannot open jdbc:h2:file:./s;USER=u;PASSWORD=*** q");
  }

  @Test
  void referencesStay() {
    assertThat(mask.maskGateway("secret: \"${env:PIM_SECRET}\"\npassword: written"))
        .isEqualTo("secret: \"${env:PIM_SECRET}\"\npassword: ***");
  }
}
