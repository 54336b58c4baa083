/** A broker in this process, which forgets everything when it ends. */
@NullMarked
package io.sluice.demo.broker;

import org.jspecify.annotations.NullMarked;
