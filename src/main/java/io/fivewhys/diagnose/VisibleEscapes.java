package io.fivewhys.diagnose;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;

/**
 * Writes as JSON escapes what a terminal or an editor would obey instead of showing: DEL, the C1
 * controls, marks that turn the direction of text, and separators of lines.
 */
public final class VisibleEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;

  private static final int DELETE = 0x7F;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] codes = standardAsciiEscapesForJSON();
    codes[DELETE] = ESCAPE_CUSTOM;
    return codes;
  }

  @Override
  public SerializableString getEscapeSequence(int character) {
    boolean obeyed =
        character >= DELETE && character <= 0x9F
            || character == 0x200E
            || character == 0x200F
            || character >= 0x2028 && character <= 0x202E
            || character >= 0x2066 && character <= 0x2069;
    return obeyed ? new SerializedString(String.format(Locale.ROOT, "\\u%04X", character)) : null;
  }
}
