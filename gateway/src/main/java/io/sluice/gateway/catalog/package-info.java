/**
 * The newest facts per SKU, in memory: numbers here, content by position in the store. One writer
 * (intake), any number of readers.
 */
@NullMarked
package io.sluice.gateway.catalog;

import org.jspecify.annotations.NullMarked;
