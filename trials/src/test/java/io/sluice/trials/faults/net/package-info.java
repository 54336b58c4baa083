@NullMarked
package io.sluice.trials.faults.net;

import org.jspecify.annotations.NullMarked;
