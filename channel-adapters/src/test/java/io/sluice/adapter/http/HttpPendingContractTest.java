package io.sluice.adapter.http;

/** A receiver that takes batches and looks at them later. */
class HttpPendingContractTest extends HttpContractTest {
  @Override
  boolean answersLater() {
    return true;
  }
}
