package io.sluice.demo.shop;

import java.util.List;

/**
 * A kind of product that an outdoor shop has.
 *
 * @param sizes one variant each
 * @param leastCents lowest price
 * @param mostCents highest price
 */
record Kind(
    String code,
    String name,
    String inGerman,
    List<String> categories,
    List<String> materials,
    List<String> sizes,
    long leastCents,
    long mostCents) {
  private static final List<String> CLOTHES = List.of("S", "M", "L", "XL");
  private static final List<String> FEET = List.of("39", "40", "41", "42", "43", "44");
  private static final List<String> ONE = List.of("one size");

  static final List<Kind> ALL =
      List.of(
          new Kind(
              "TR",
              "trail running shoe",
              "Trailrunningschuh",
              List.of("shoes", "running"),
              List.of("mesh", "recycled polyester"),
              FEET,
              8_900,
              17_900),
          new Kind(
              "HB",
              "hiking boot",
              "Wanderstiefel",
              List.of("shoes", "hiking"),
              List.of("nubuck", "suede"),
              FEET,
              12_900,
              27_900),
          new Kind(
              "RJ",
              "rain jacket",
              "Regenjacke",
              List.of("clothing", "jackets"),
              List.of("nylon", "recycled nylon"),
              CLOTHES,
              9_900,
              34_900),
          new Kind(
              "MB",
              "merino base layer",
              "Merinoshirt",
              List.of("clothing", "base layers"),
              List.of("merino wool"),
              CLOTHES,
              4_900,
              9_900),
          new Kind(
              "BP",
              "backpack",
              "Rucksack",
              List.of("equipment", "backpacks"),
              List.of("ripstop nylon", "canvas"),
              List.of("20 l", "35 l", "50 l"),
              5_900,
              24_900),
          new Kind(
              "SB",
              "sleeping bag",
              "Schlafsack",
              List.of("equipment", "camping"),
              List.of("down", "synthetic"),
              List.of("regular", "long"),
              8_900,
              39_900),
          new Kind(
              "HL",
              "head lamp",
              "Stirnlampe",
              List.of("equipment", "light"),
              List.of("aluminium"),
              ONE,
              1_990,
              9_990),
          new Kind(
              "BT",
              "insulated bottle",
              "Isolierflasche",
              List.of("equipment", "kitchen"),
              List.of("stainless steel"),
              List.of("500 ml", "750 ml", "1 l"),
              1_490,
              4_490));
}
