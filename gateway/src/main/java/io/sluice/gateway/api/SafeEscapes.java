package io.sluice.gateway.api;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Escapes beyond what JSON asks for: DEL and C1, which terminals obey, and the characters that
 * change the direction of the text around them or hide in it. So an answer can be shown as it is.
 */
final class SafeEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;

  private static final int DEL = 0x7f;

  private final int[] ascii = standardAsciiEscapesForJSON();

  SafeEscapes() {
    ascii[DEL] = ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return SafeText.isUnsafe(character)
        ? new SerializedString(String.format("\\u%04x", character))
        : null;
  }
}
