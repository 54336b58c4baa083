package io.sluice.store;

class H2RowsTest extends RowsContract {
  @Override
  Backend backend() {
    return FaultyDisk.register();
  }
}
