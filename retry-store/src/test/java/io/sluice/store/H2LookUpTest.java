package io.sluice.store;

class H2LookUpTest extends LookUpContract {
  @Override
  Backend backend() {
    return FaultyDisk.register();
  }
}
