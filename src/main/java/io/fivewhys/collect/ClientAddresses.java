package io.fivewhys.collect;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts another address in the place of each public one: always the same for the same, so that one
 * client that sends everything is still seen to be one, and none that could be traced back without
 * a key that only this process has. Private addresses are those of the estate itself and stay.
 */
final class ClientAddresses {
  private static final Pattern V4 =
      Pattern.compile("(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9]|\\.[0-9])");

  /** Anything that might be one; whether it is, is looked at then. */
  private static final Pattern V6 =
      Pattern.compile("(?<![0-9A-Za-z:.])[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]{1,40}+(?![0-9A-Za-z.])");

  /** RFC 1918, loopback, link-local, shared, unspecified, multicast and reserved. */
  private static final Pattern OURS =
      Pattern.compile(
          "0\\..*|10\\..*|127\\..*|169\\.254\\..*|192\\.168\\..*|172\\.(?:1[6-9]|2[0-9]|3[01])\\..*"
              + "|100\\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\..*|22[4-9]\\..*|2[34][0-9]\\..*|25[0-5]\\..*"
              + "|(?i:::|::1|fe80:.*|f[cd][0-9a-f]{2}:.*|ff[0-9a-f]{2}:.*|2001:db8:.*)");

  private final SecretKeySpec key;

  ClientAddresses() {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, "HmacSHA256");
  }

  String masked(String text) {
    String once = V4.matcher(text).replaceAll(found -> quoted(found.group(), false));
    return once.indexOf(':') < 0
        ? once
        : V6.matcher(once).replaceAll(found -> quoted(found.group(), true));
  }

  private String quoted(String address, boolean six) {
    return Matcher.quoteReplacement(
        OURS.matcher(address).matches() || !isAddress(address, six)
            ? address
            : standIn(address, six));
  }

  /** Not a time of day, and no number above 255. */
  private static boolean isAddress(String text, boolean six) {
    if (six) {
      return isV6(text);
    }
    for (String part : text.split("\\.")) {
      if (Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  /** Eight groups, or fewer around one {@code ::} (RFC 4291); not a time of day. */
  private static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return text.split(":", -1).length == 8 && !text.startsWith(":") && !text.endsWith(":");
    }
    String rest = text.replaceFirst("::", ":");
    boolean isOneGap = text.indexOf("::", gap + 1) < 0;
    boolean hasLetterOrLength = text.length() > 2;
    return isOneGap && hasLetterOrLength && rest.split(":", -1).length <= 8;
  }

  /** In 240.0.0.0/4 (RFC 1112) or 2001:db8::/32 (RFC 3849), which belong to nobody. */
  private String standIn(String address, boolean six) {
    byte[] hash = hash(address);
    if (six) {
      return "2001:db8:%02x%02x:%02x%02x:%02x%02x::1"
          .formatted(hash[0], hash[1], hash[2], hash[3], hash[4], hash[5]);
    }
    return "%d.%d.%d.%d"
        .formatted(240 + (hash[0] & 0x0f) % 15, hash[1] & 0xff, hash[2] & 0xff, hash[3] & 0xff);
  }

  private byte[] hash(String address) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(address.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
