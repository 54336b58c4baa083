/** A benchmark of what the adapter shows to its own package only. */
@NullMarked
package io.sluice.adapter.http;

import org.jspecify.annotations.NullMarked;
