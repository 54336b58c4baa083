/**
 * Offers on bol through the Retailer API v10: stock, price, new offers, content.
 *
 * <p>{@code BolPlan} says which requests an update becomes, {@code BolApi} makes one with a token
 * and within its budget, {@code BolAnswers} decides what its answer means, {@code BolPolls} what
 * became of it: bol queues every write and tells the end of it later.
 */
@NullMarked
package io.sluice.adapter.bol;

import org.jspecify.annotations.NullMarked;
