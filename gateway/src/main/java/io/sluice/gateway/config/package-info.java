/**
 * What people write in {@code gateway.yaml} and {@code channels.yaml}, read into records.
 *
 * <p>{@link io.sluice.gateway.config.ConfigReader} is the way in. It answers with the whole {@link
 * io.sluice.gateway.config.Configuration} or with every problem of both files, each with its place.
 */
@NullMarked
package io.sluice.gateway.config;

import org.jspecify.annotations.NullMarked;
