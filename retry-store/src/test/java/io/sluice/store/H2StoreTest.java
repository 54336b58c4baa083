package io.sluice.store;

class H2StoreTest extends StoreContract {
  @Override
  Backend backend() {
    return FaultyDisk.register();
  }
}
