package io.sluice.gateway.intake;

/** 64-bit hashes for identities; not for secrets. */
public final class Hashes {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Hashes() {}

  public static long start() {
    return FNV_OFFSET;
  }

  /** Mixes a text in, closed by a separator so that ("ab","c") and ("a","bc") differ. */
  public static long mix(long hash, String text) {
    long mixed = hash;
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * FNV_PRIME;
    }
    return (mixed ^ 0x1f) * FNV_PRIME;
  }

  public static long mix(long hash, long number) {
    return finish((hash ^ number) * FNV_PRIME);
  }

  /** Spreads the bits (the 64-bit finalizer of MurmurHash3). */
  public static long finish(long hash) {
    long mixed = hash;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
