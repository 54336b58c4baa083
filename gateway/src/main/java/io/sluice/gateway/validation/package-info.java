/** What is wrong with a setting, and what was probably meant. */
@NullMarked
package io.sluice.gateway.validation;

import org.jspecify.annotations.NullMarked;
