/**
 * Any receiver with an HTTP address: our envelope or CloudEvents, one update or a batch per call.
 *
 * <p>{@code HttpChannelConnection} puts a call together, {@code Exchange} carries one request over
 * the wire under one deadline, {@code AnswerMapping} alone decides what an answer means. What
 * people need to know to use it is in {@code setup.md} beside {@code adapter.json}.
 */
@NullMarked
package io.sluice.adapter.http;

import org.jspecify.annotations.NullMarked;
