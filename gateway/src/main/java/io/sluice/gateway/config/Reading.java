package io.sluice.gateway.config;

import java.time.Instant;

/**
 * What every part of one reading shares.
 *
 * @param now when it began
 */
record Reading(
    Problems problems, References references, Scalars scalars, ReadFiles files, Instant now) {
  static Reading of(Problems problems, References references, ReadFiles files, Instant now) {
    return new Reading(problems, references, new Scalars(problems, references), files, now);
  }
}
