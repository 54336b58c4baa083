package io.sluice.gateway.runtime;

/**
 * How the heap is shared out. Numbers per SKU take what they need; everything that holds payloads
 * has its part.
 *
 * @param contentBytes product content kept in memory
 * @param recentBytes events that channels a little behind find in memory
 * @param windowBytes unsent events of one stream channel
 * @param storeBytes pages of the store
 */
record Sizes(long contentBytes, long recentBytes, long windowBytes, long storeBytes) {
  static final int WINDOW_ROWS = 4_096;
  private static final long MEGABYTE = 1 << 20;
  private static final long WINDOW_AT_MOST = 16 * MEGABYTE;
  private static final long WINDOWS_AT_MOST = 96 * MEGABYTE;
  private static final long CONTENT_AT_MOST = 256 * MEGABYTE;

  static Sizes of(long heapBytes, int streamChannels, long storeWanted) {
    long windows = Math.min(WINDOWS_AT_MOST, heapBytes / 6);
    return new Sizes(
        Math.min(CONTENT_AT_MOST, heapBytes / 16),
        heapBytes / 10,
        Math.min(WINDOW_AT_MOST, windows / Math.max(1, streamChannels)),
        Math.min(storeWanted, heapBytes / 12));
  }
}
