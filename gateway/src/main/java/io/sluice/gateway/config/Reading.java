package io.sluice.gateway.config;

/** What every part of one reading shares. */
record Reading(Problems problems, References references, Scalars scalars, ReadFiles files) {
  static Reading of(Problems problems, References references, ReadFiles files) {
    return new Reading(problems, references, new Scalars(problems, references), files);
  }
}
