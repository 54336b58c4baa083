/**
 * The command line. Commands that steer are thin clients of the REST API and know nothing of what
 * is behind it; each is one small class, and {@link SluiceCommand} lists them.
 */
@NullMarked
package io.sluice.gateway.command;

import org.jspecify.annotations.NullMarked;
