package io.fivewhys.http.call;

import java.util.Arrays;
import java.util.Locale;

/** The header {@code Prefer} (RFC 7240): what a client would like, and may not get. */
public final class Preference {
  /** What {@link #respondAsync} looks for. */
  public static final String RESPOND_ASYNC = "respond-async";

  /** Says that it was heeded. */
  public static final String APPLIED = "Preference-Applied";

  private Preference() {}

  /** Whether the client would rather be told where the result will be than wait for it. */
  public static boolean respondAsync(Call call) {
    return call.headers().getAll("Prefer").stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(preference -> preference.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .anyMatch(RESPOND_ASYNC::equals);
  }
}
