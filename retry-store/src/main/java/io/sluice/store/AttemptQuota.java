package io.sluice.store;

/**
 * How much of the attempts is kept; a tenth more may be there for a while.
 *
 * @param rows with texts, at least 10
 * @param bytes of their texts
 * @param plainRows those without, at least 10
 */
public record AttemptQuota(int rows, long bytes, int plainRows) {
  /** Some 300 MB when all of it is used. */
  public static final AttemptQuota DEFAULT = new AttemptQuota(100_000, 200L << 20, 500_000);

  public AttemptQuota {
    if (rows < 10 || plainRows < 10 || bytes < 0) {
      throw new IllegalArgumentException("a quota of attempts must be at least 10 rows");
    }
  }
}
