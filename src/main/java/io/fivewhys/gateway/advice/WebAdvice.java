package io.fivewhys.gateway.advice;

import io.fivewhys.collect.SourceFailed.Code;
import java.util.List;

/** About what is asked over HTTP: Prometheus, circuit breakers, sources of one's own. */
final class WebAdvice {
  static final String OUR_FAULT =
      "This is a fault of the service. Its log has the details under the name of the source;"
          + " report it with them. The next look tries again.";

  private WebAdvice() {}

  static List<Step> of(String kind, Code code, String reason) {
    String url = Reasons.url(reason);
    return switch (code) {
      case TIMEOUT ->
          List.of(
              Step.of("Ask it from where the service runs, and see how long it takes.", timed(url)),
              Step.of(
                  "If it is only slow, give it more time (timeout under %s in gateways.file)%s."
                      .formatted(
                          kind,
                          kind.equals("prometheus")
                              ? ", or narrow what it counts (selector)"
                              : "")));
      case UNREACHABLE ->
          List.of(
              Step.of(
                  ("Check host and port of %s.url in gateways.file, that it runs, and that a"
                          + " NetworkPolicy or firewall lets the service reach it.")
                      .formatted(kind),
                  "curl -sv -m 5 -o /dev/null " + url));
      case UNTRUSTED ->
          List.of(
              Step.of(
                  "See who issued its certificate, for which name, and until when it counts.",
                  "openssl s_client -connect %s </dev/null | openssl x509 -noout -subject -issuer -enddate"
                      .formatted(Reasons.authority(reason))),
              Step.of(
                  "For a certificate of one's own authority, name that in gateways.file.",
                  kind + ":\n  - ca-file: /etc/fivewhys/ca.pem"));
      case UNAUTHENTICATED ->
          List.of(
              Step.of(
                  ("Set or renew its credentials in gateways.file under %s; a secret in a file is"
                          + " read anew at each look.")
                      .formatted(kind),
                  kind + ":\n  - bearer: {file: /var/run/secrets/TOKEN}"));
      case FORBIDDEN ->
          List.of(
              Step.of(
                  ("Its credentials are good and lack a right. Let them read%s.")
                      .formatted(
                          kind.equals("prometheus")
                              ? " queries of this tenant; Mimir and Thanos want the tenant in"
                                  + " headers (X-Scope-OrgID)"
                              : " there; a change is not needed for looking")));
      case NOT_FOUND -> List.of(notFound(kind, url));
      case UNAVAILABLE ->
          List.of(
              Step.of(
                  "It fails itself or has too much to do (429, 5xx): look at its own log. It is"
                      + " asked again at the next look; a longer interval asks less often.",
                  timed(url)));
      case NONSENSE ->
          List.of(
              Step.of(
                  ("Something else answers there, such as a login page or a proxy, or it is of"
                          + " another type than %s says in gateways.file. See what it answers.")
                      .formatted(kind),
                  "curl -sS -m 5 -i %s | head -20".formatted(url)));
      case TOO_LARGE ->
          List.of(
              Step.of(
                  kind.equals("prometheus")
                      ? "Narrow what it counts with selector, or take fewer presets: more came"
                          + " than one look may hold."
                      : "It answers more than one look may hold; name what is wanted more"
                          + " narrowly in gateways.file."));
      case MISCONFIGURED ->
          List.of(
              Step.of(
                  ("Mend what the reason names under %s in gateways.file, or the file or variable"
                          + " that holds its secret. A secret in a file is read anew at each look;"
                          + " for gateways.file the service has to be started anew.")
                      .formatted(kind),
                  "fivewhys collect --gateway NAME"));
      case INTERNAL -> List.of(Step.of(OUR_FAULT));
    };
  }

  private static Step notFound(String kind, String url) {
    return switch (kind) {
      case "prometheus" ->
          Step.of(
              "Set url to where /api/v1/query is below: without that path itself, with the prefix"
                  + " of Mimir (/prometheus) or of a proxy.",
              "curl -sS -m 5 '%s/api/v1/query?query=up' | head -c 200".formatted(url));
      case "breakers" ->
          Step.of(
              "Check url and type. Spring Boot shows its breakers only when told to.",
              "management.endpoints.web.exposure.include=health,circuitbreakers");
      default ->
          Step.of(
              "Check the path in gateways.file; it answers, and has nothing there.",
              "curl -sS -m 5 -i %s | head -20".formatted(url));
    };
  }

  private static String timed(String url) {
    return "curl -sS -m 30 -o /dev/null -w '%{http_code} in %{time_total} s\\n' " + url;
  }
}
