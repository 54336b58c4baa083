package io.sluice.demo.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What an outdoor shop sells. The same seed gives the same catalogue. */
public final class Catalogue {
  private static final List<String> BRANDS =
      List.of("Fellhof", "Northmoor", "Kestrel & Sons", "Aurland", "Tarn", "Bergstrand");
  private static final List<String> NAMES =
      List.of(
          "Kestrel",
          "Lynx",
          "Ridge",
          "Fjord",
          "Heather",
          "Granite",
          "Swift",
          "Larch",
          "Ptarmigan",
          "Summit",
          "Brook",
          "Cairn",
          "Gale",
          "Tundra",
          "Marten",
          "Col");
  private static final List<String> COLOURS =
      List.of("black", "moss", "slate", "ochre", "navy", "rust");

  private final Random random;
  private final List<Product> products = new ArrayList<>();
  private int sold;

  private Catalogue(long seed) {
    random = new Random(seed);
  }

  public static Catalogue of(long seed, int products) {
    Catalogue catalogue = new Catalogue(seed);
    for (int index = 0; index < products; index++) {
      catalogue.products.add(catalogue.product(index));
    }
    return catalogue;
  }

  public List<Product> products() {
    return List.copyOf(products);
  }

  private Product product(int index) {
    Kind kind = Kind.ALL.get(index % Kind.ALL.size());
    String sku = "%s-%04d".formatted(kind.code(), 1001 + index);
    String name = one(NAMES) + " " + (1 + random.nextInt(9));
    long cents = price(kind);
    return new Product(
        sku,
        name,
        one(BRANDS),
        kind.name(),
        kind.inGerman(),
        one(kind.materials()),
        kind.categories(),
        variants(kind, sku, name, cents));
  }

  /** Ends in 90, as prices do. */
  private long price(Kind kind) {
    long spread = (kind.mostCents() - kind.leastCents()) / 100 + 1;
    return kind.leastCents() / 100 * 100 + random.nextInt((int) spread) * 100L + 90;
  }

  /** Two or three sizes that follow each other, in one colour. */
  private List<Variant> variants(Kind kind, String parent, String name, long cents) {
    String colour = one(COLOURS);
    int count = Math.min(kind.sizes().size(), 2 + random.nextInt(2));
    int first = random.nextInt(kind.sizes().size() - count + 1);
    List<Variant> variants = new ArrayList<>();
    for (String size : kind.sizes().subList(first, first + count)) {
      String sku = parent + "-" + size.replace(" ", "").toUpperCase(Locale.ROOT);
      Map<String, String> axes = new LinkedHashMap<>();
      axes.put("colour", colour);
      axes.put("size", size);
      variants.add(
          new Variant(
              sku, name + ", " + colour + ", " + size, axes, gtin(++sold), cents, images(sku)));
    }
    return variants;
  }

  /** Of the range that GS1 leaves to shops for their own use (prefix 20 to 29). */
  private static String gtin(int number) {
    String digits = "29%010d".formatted(number);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += Character.digit(digits.charAt(i), 10) * (i % 2 == 0 ? 1 : 3);
    }
    return digits + (10 - sum % 10) % 10;
  }

  private List<String> images(String sku) {
    List<String> images = new ArrayList<>();
    for (int view = 1; view <= 1 + random.nextInt(3); view++) {
      images.add("https://images.example/%s-%d.jpg".formatted(sku.toLowerCase(Locale.ROOT), view));
    }
    return images;
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
