/** What H2 must be able to create by its name; nothing here is for others. */
@NullMarked
package io.sluice.store.internal;

import org.jspecify.annotations.NullMarked;
