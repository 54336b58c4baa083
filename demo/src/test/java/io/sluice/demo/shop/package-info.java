@NullMarked
package io.sluice.demo.shop;

import org.jspecify.annotations.NullMarked;
