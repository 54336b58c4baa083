package io.sluice.demo.board;

/**
 * How fast a channel took updates lately.
 *
 * @param perSecond accepted
 * @param p99Ms 99 of 100 calls took at most this long; negative when there were none
 */
public record Speed(double perSecond, double p99Ms) {
  static final Speed NONE = new Speed(0, -1);
}
