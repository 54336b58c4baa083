@NullMarked
package io.sluice.demo.board;

import org.jspecify.annotations.NullMarked;
