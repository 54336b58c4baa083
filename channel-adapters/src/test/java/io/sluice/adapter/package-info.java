@NullMarked
package io.sluice.adapter;

import org.jspecify.annotations.NullMarked;
