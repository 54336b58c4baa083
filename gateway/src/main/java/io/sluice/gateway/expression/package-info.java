/**
 * Conditions and values that merchants write in CEL: compiled and type-checked when the
 * configuration is read, with a place for each problem; bounded when they run. They read named
 * facts and nothing else.
 */
@NullMarked
package io.sluice.gateway.expression;

import org.jspecify.annotations.NullMarked;
