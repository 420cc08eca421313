package io.fivewhys.inference;

import io.fivewhys.fact.Shell;

/** The first thing to do about a configuration whose change is not known. */
public final class ConfigurationAdvice {
  private ConfigurationAdvice() {}

  /**
   * What to do first about a wrong configuration that works this way.
   *
   * @param mechanism the finer cause in snake case
   */
  public static String firstStep(String mechanism, String name) {
    return switch (mechanism) {
      case "selector_mismatch", "target_port_mismatch" ->
          "compare kubectl get service/"
              + Shell.word(name)
              + " -o yaml with the labels and ports of the pods, and align them";
      case "certificate_expired", "certificate_invalid", "tls_failure" ->
          "renew the certificate of " + name + " and let its users load the new one";
      case "timeout_too_short" ->
          "raise the timeout of " + name + " above the usual time of its slowest route";
      case "credentials_rejected" ->
          "check which credentials " + name + " presents and which are expected, and align them";
      case "route_misconfigured" ->
          "compare the routing of " + name + " with the services and subsets that exist";
      case "config_missing" ->
          "see which setting " + name + " asks for (its log names it) and provide it";
      case "wrong_probe" -> "align the probe of " + name + " with the port and path it serves";
      default -> "compare the configuration of " + name + " with the last one that worked";
    };
  }
}
