package io.sluice.demo.board;

/** Where scenes and events of interest are shown. Not thread-safe. */
public interface Display extends AutoCloseable {
  /** Called about once in a second. */
  void show(Scene scene);

  /** Something happened. */
  void tell(String event);

  @Override
  void close();
}
