/** What a person sees: a live table on a terminal, lines elsewhere. */
@NullMarked
package io.sluice.demo.board;

import org.jspecify.annotations.NullMarked;
