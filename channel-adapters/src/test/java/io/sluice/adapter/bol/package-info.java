@NullMarked
package io.sluice.adapter.bol;

import org.jspecify.annotations.NullMarked;
