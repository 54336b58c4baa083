@NullMarked
package io.sluice.adapter.amazon;

import org.jspecify.annotations.NullMarked;
