@NullMarked
package io.sluice.source.cloudevents;

import org.jspecify.annotations.NullMarked;
