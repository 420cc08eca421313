package io.fivewhys.collect.probe;

import io.fivewhys.collect.probe.Attempt.Phase;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Reads what a broken connection means, whichever driver it broke under. */
final class NetworkFailures {
  private static final int MOST_CAUSES = 16;

  private NetworkFailures() {}

  /** What it means; a driver's complaint that is none of the network's is nonsense that it read. */
  static ProbeFailed of(Throwable thrown, Attempt attempt) {
    return known(thrown, attempt)
        .orElseGet(
            () ->
                new ProbeFailed(
                    FailureKind.NONSENSE,
                    attempt.place()
                        + " answers what is not its protocol: "
                        + attempt.shown(words(thrown)),
                    thrown));
  }

  /** What it means, where it or a cause of it is of the network. */
  static Optional<ProbeFailed> known(Throwable thrown, Attempt attempt) {
    Throwable each = thrown;
    for (int i = 0; i < MOST_CAUSES && each != null; i++, each = each.getCause()) {
      Optional<ProbeFailed> failed = one(each, attempt);
      if (failed.isPresent()) {
        return failed;
      }
    }
    return Optional.empty();
  }

  private static Optional<ProbeFailed> one(Throwable thrown, Attempt attempt) {
    String place = attempt.place();
    return switch (thrown) {
      case SSLException tls -> Optional.of(TlsFailures.of(tls, attempt));
      case NoRouteToHostException _, PortUnreachableException _ ->
          failed(FailureKind.UNREACHABLE, "no route to host: " + place, thrown);
      case ConnectException it -> Optional.of(unconnected(it, attempt));
      case UnknownHostException _ ->
          failed(FailureKind.UNRESOLVED, "no such host: the name of " + place, thrown);
      case SocketTimeoutException _ -> Optional.of(attempt.expired());
      case ProbeSocket.TooMuch it ->
          failed(
              FailureKind.NONSENSE,
              place + " answers what is not its protocol: " + it.getMessage(),
              it);
      case EOFException _ -> Optional.of(closed(thrown, attempt));
      case SocketException _ -> Optional.of(closed(thrown, attempt));
      case IOException it when isOfTheConnection(it) -> Optional.of(closed(thrown, attempt));
      default -> Optional.empty();
    };
  }

  private static Optional<ProbeFailed> failed(FailureKind kind, String words, Throwable cause) {
    return Optional.of(new ProbeFailed(kind, words, cause));
  }

  private static ProbeFailed unconnected(ConnectException thrown, Attempt attempt) {
    String said = attempt.shown(thrown.getMessage());
    return said.contains("refused")
        ? new ProbeFailed(
            FailureKind.REFUSED, "connection refused: nobody listens at " + attempt.place(), thrown)
        : new ProbeFailed(
            FailureKind.UNREACHABLE, "no connection to " + attempt.place() + ": " + said, thrown);
  }

  private static ProbeFailed closed(Throwable thrown, Attempt attempt) {
    boolean early = attempt.phase() != Phase.TALKING;
    return new ProbeFailed(
        FailureKind.CLOSED,
        attempt.place()
            + (early
                ? " accepts the connection and closes it without a word"
                : " closed the connection in the middle")
            + " ("
            + attempt.shown(words(thrown))
            + ")",
        thrown);
  }

  private static boolean isOfTheConnection(IOException thrown) {
    String words = String.valueOf(thrown.getMessage());
    return words.contains("reset") || words.contains("roken pipe") || words.contains("nd of str");
  }

  private static String words(Throwable thrown) {
    String type = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? type : type + ": " + thrown.getMessage();
  }
}
