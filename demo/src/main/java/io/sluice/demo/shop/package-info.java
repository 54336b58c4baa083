/** A believable shop: its catalogue, what changes in it, and when. */
@NullMarked
package io.sluice.demo.shop;

import org.jspecify.annotations.NullMarked;
