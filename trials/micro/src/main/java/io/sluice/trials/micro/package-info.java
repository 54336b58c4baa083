/** What one step of an event's way costs, measured with JMH. */
@NullMarked
package io.sluice.trials.micro;

import org.jspecify.annotations.NullMarked;
