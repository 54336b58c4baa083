package io.sluice.simulator;

/** Started as a process with little memory: a million updates of half a million keys. */
final class LedgerLoad {
  private static final int UPDATES = 1_000_000;
  private static final int SKUS = 500_000;

  private LedgerLoad() {}

  public static void main(String[] args) {
    Ledger ledger = new Ledger();
    for (int i = 0; i < UPDATES; i++) {
      ReceivedUpdate update =
          new ReceivedUpdate(
              "id-" + i, "SKU-" + i % SKUS, "stock", "", i, "1", Integer.toString(i % 100));
      ledger.request();
      ledger.arrived(update);
      ledger.apply(update, false);
    }
    System.out.println("recorded " + ledger.summary().distinctRevisions());
  }
}
