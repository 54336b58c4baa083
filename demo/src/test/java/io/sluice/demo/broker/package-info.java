@NullMarked
package io.sluice.demo.broker;

import org.jspecify.annotations.NullMarked;
