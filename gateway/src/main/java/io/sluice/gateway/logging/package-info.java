/** How lines of the log look: text for people, JSON in the names of the Elastic Common Schema. */
@NullMarked
package io.sluice.gateway.logging;

import org.jspecify.annotations.NullMarked;
