package io.fivewhys.fact;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Makes names that came with a snapshot fit for a command that somebody pastes. A name may hold
 * anything, and whoever writes it must not get to run what it says.
 */
public final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:@/][A-Za-z0-9._:@/-]*");
  // Controls, formats (right-to-left overrides), halves of characters, private and unknown ones,
  // and separators of lines.
  private static final Pattern UNSHOWN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

  private Shell() {}

  /**
   * One word of a command line: as it is when it is plain, else in single quotes. What cannot be
   * shown becomes ?, and so does a dash at the beginning, which would make an option of it: such a
   * name is not found, which harms nobody.
   */
  public static String word(String name) {
    if (PLAIN.matcher(name).matches()) {
      return name;
    }
    String shown = UNSHOWN.matcher(name).replaceAll("?");
    return "'"
        + (shown.startsWith("-") ? "?" + shown.substring(1) : shown).replace("'", "'\\''")
        + "'";
  }

  /**
   * One part of a URL, between two slashes: all but letters, digits and {@code . _ ~ -} as %XX, and
   * so without anything that a shell or {@code curl} would read as something else. A colon stays,
   * for the port behind a host.
   */
  public static String urlPart(String name) {
    if (name.equals(".") || name.equals("..")) {
      // These would climb up the path; nothing is called that.
      return "%3F";
    }
    var part = new StringBuilder(name.length());
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      boolean stays =
          octet >= 'a' && octet <= 'z'
              || octet >= 'A' && octet <= 'Z'
              || octet >= '0' && octet <= '9'
              || "._~-:".indexOf(octet) >= 0;
      part.append(stays ? String.valueOf((char) octet) : String.format("%%%02X", octet & 0xff));
    }
    return part.toString();
  }
}
