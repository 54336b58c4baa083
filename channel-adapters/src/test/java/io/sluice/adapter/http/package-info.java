@NullMarked
package io.sluice.adapter.http;

import org.jspecify.annotations.NullMarked;
