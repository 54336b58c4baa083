@NullMarked
package io.sluice.gateway.alerts;

import org.jspecify.annotations.NullMarked;
