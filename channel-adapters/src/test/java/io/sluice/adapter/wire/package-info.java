@NullMarked
package io.sluice.adapter.wire;

import org.jspecify.annotations.NullMarked;
