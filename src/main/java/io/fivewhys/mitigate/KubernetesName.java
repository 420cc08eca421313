package io.fivewhys.mitigate;

import java.util.regex.Pattern;

/**
 * The name of an object as the API server of Kubernetes takes it: a subdomain of RFC 1123, 253
 * characters at most. Never a pattern, and never nothing.
 */
public final class KubernetesName {
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private KubernetesName() {}

  public static boolean is(String text) {
    return WHOLE.matcher(text).matches();
  }
}
