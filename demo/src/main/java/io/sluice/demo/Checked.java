package io.sluice.demo;

import java.util.List;

/** What came of a demo that runs once. */
interface Checked {
  /** Whether the promise was kept. */
  boolean clean();

  String json();

  /** For people. */
  String words();

  /** Of what was wrong. */
  List<String> samples();
}
