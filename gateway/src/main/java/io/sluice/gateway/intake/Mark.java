package io.sluice.gateway.intake;

/**
 * What the next event of a part is compared with.
 *
 * @param saidAtMs when it was so, as far as anybody said: an import compares with it
 */
record Mark(String source, long epoch, long version, long digest, long position, long saidAtMs) {
  Mark saidAgain(long againVersion, long againAtMs) {
    return new Mark(source, epoch, Math.max(version, againVersion), digest, position, againAtMs);
  }
}
