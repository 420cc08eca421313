package io.fivewhys.gateway.advice;

import io.fivewhys.collect.SourceFailed.Code;
import java.util.List;

/** About logs in files. */
final class LogAdvice {
  private LogAdvice() {}

  static List<Step> of(Code code, String reason) {
    String path = path(reason);
    return switch (code) {
      case NOT_FOUND ->
          List.of(
              Step.of(
                  "Check logs.path in gateways.file: relative to the service's working directory,"
                      + " and inside its container where it runs in one. A log that is written"
                      + " later is found by itself.",
                  "ls -l " + path));
      case FORBIDDEN ->
          List.of(
              Step.of(
                  "Let the service's user read the file and enter its directories, for instance"
                      + " by the group of the log.",
                  "chmod g+r " + path));
      case MISCONFIGURED ->
          List.of(
              Step.of(
                  "Name a plain file in logs.path. A log that goes to standard output is read"
                      + " from the pods by the kubernetes source."));
      case TOO_LARGE ->
          List.of(
              Step.of(
                  "More lines came than one look reads; the numbers are of a part. Look more"
                      + " often (interval), or let Prometheus tell the traffic."));
      case TIMEOUT, UNREACHABLE, UNAVAILABLE ->
          List.of(
              Step.of(
                  "The disk or the share of the log is slow or gone. See whether it can be read"
                      + " from where the service runs.",
                  "tail -n 5 " + path));
      case UNTRUSTED, UNAUTHENTICATED ->
          List.of(Step.of("Renew the credentials with which the logs are read."));
      case NONSENSE ->
          List.of(
              Step.of(
                  "Its lines are of no known form. Set logs.format, or log as JSON.",
                  "tail -n 5 " + path));
      case INTERNAL -> List.of(Step.of(WebAdvice.OUR_FAULT));
    };
  }

  /** Reasons about files begin with their path. */
  private static String path(String reason) {
    String first = reason.replaceFirst("^[a-z-]+: ", "").split(" ", 2)[0];
    return first.contains("/") ? first : "PATH";
  }
}
