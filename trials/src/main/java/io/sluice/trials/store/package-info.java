/** The store alone: reads beside commits, segments that are sealed and dropped, a large journal. */
@NullMarked
package io.sluice.trials.store;

import org.jspecify.annotations.NullMarked;
