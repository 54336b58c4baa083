package io.sluice.adapter.amazon;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of Amazon's stores. Ids and regions are those of <a
 * href="https://developer-docs.amazon.com/sp-api/docs/marketplace-ids">Marketplace IDs</a> and <a
 * href="https://developer-docs.amazon.com/sp-api/docs/sp-api-endpoints">SP-API Endpoints</a>.
 *
 * @param languageTag of its texts, null where it has several or none that the API names
 */
record Store(String id, Region region, String currency, @Nullable String languageTag) {
  private static final Map<String, Store> BY_CODE = new LinkedHashMap<>();

  static {
    add("CA", "A2EUQ1WTGCTBG2", Region.NA, "CAD", "en_CA");
    add("US", "ATVPDKIKX0DER", Region.NA, "USD", "en_US");
    add("MX", "A1AM78C64UM0Y8", Region.NA, "MXN", "es_MX");
    add("BR", "A2Q3Y263D00KWC", Region.NA, "BRL", "pt_BR");
    add("IE", "A28R8C7NBKEWEA", Region.EU, "EUR", null);
    add("ES", "A1RKKUPIHCS9HS", Region.EU, "EUR", "es_ES");
    add("UK", "A1F83G8C2ARO7P", Region.EU, "GBP", "en_GB");
    add("FR", "A13V1IB3VIYZZH", Region.EU, "EUR", "fr_FR");
    add("BE", "AMEN7PMS3EDWL", Region.EU, "EUR", null);
    add("NL", "A1805IZSGTT6HS", Region.EU, "EUR", "nl_NL");
    add("DE", "A1PA6795UKMFR9", Region.EU, "EUR", "de_DE");
    add("IT", "APJ6JRA9NG5V4", Region.EU, "EUR", "it_IT");
    add("SE", "A2NODRKZP88ZB9", Region.EU, "SEK", "sv_SE");
    add("ZA", "AE08WJ6YKNBMC", Region.EU, "ZAR", null);
    add("PL", "A1C3SOZRARQ6R3", Region.EU, "PLN", "pl_PL");
    add("EG", "ARBP9OOSHTCHU", Region.EU, "EGP", null);
    add("TR", "A33AVAJ2PDY3EV", Region.EU, "TRY", "tr_TR");
    add("SA", "A17E79C6D8DWNP", Region.EU, "SAR", null);
    add("AE", "A2VIGQ35RCS4UG", Region.EU, "AED", null);
    add("IN", "A21TJRUUN4KGV", Region.EU, "INR", "en_IN");
    add("SG", "A19VAU5U5O7RUS", Region.FE, "SGD", "en_SG");
    add("AU", "A39IBJ37TRP1C6", Region.FE, "AUD", "en_AU");
    add("JP", "A1VC38T7YXB528", Region.FE, "JPY", "ja_JP");
  }

  /** Where the API of a store is. */
  enum Region {
    NA,
    EU,
    FE;

    String endpoint() {
      return "https://sellingpartnerapi-" + name().toLowerCase(Locale.ROOT) + ".amazon.com";
    }
  }

  private static void add(
      String code, String id, Region region, String currency, @Nullable String languageTag) {
    BY_CODE.put(code, new Store(id, region, currency, languageTag));
  }

  /** By its code or its id. */
  static Optional<Store> find(String codeOrId) {
    Store byCode = BY_CODE.get(codeOrId);
    return byCode == null
        ? BY_CODE.values().stream().filter(store -> store.id().equals(codeOrId)).findFirst()
        : Optional.of(byCode);
  }

  static String codes() {
    return String.join(", ", BY_CODE.keySet());
  }
}
