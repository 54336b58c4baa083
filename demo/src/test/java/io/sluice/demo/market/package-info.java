@NullMarked
package io.sluice.demo.market;

import org.jspecify.annotations.NullMarked;
