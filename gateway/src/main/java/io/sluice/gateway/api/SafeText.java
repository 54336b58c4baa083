package io.sluice.gateway.api;

/** Which characters of foreign text must not reach a terminal or a page as they are. */
public final class SafeText {
  private SafeText() {}

  /** Control characters, and format characters such as those that reverse the direction. */
  public static boolean isUnsafe(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || (type == Character.FORMAT && !joinsEmoji(codePoint));
  }

  /** The zero-width joiner makes one emoji of several, and is harmless. */
  private static boolean joinsEmoji(int codePoint) {
    return codePoint == 0x200d;
  }
}
