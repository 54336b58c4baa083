@NullMarked
package io.sluice.demo.stage;

import org.jspecify.annotations.NullMarked;
