package io.sluice.store;

class H2JournalTest extends JournalContract {
  @Override
  Backend backend() {
    return FaultyDisk.register();
  }
}
