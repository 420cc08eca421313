package io.fivewhys.collect.probe;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.MalformedFrameException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ProtocolVersionMismatchException;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Reads what a broker answers instead, by the codes of AMQP 0-9-1:
 * https://www.rabbitmq.com/amqp-0-9-1-reference#constants
 */
final class RabbitmqFailures {
  private static final int MOST_CAUSES = 16;

  private RabbitmqFailures() {}

  static ProbeFailed of(Exception thrown, Rabbitmq config, Attempt attempt) {
    Throwable each = thrown;
    for (int i = 0; i < MOST_CAUSES && each != null; i++, each = each.getCause()) {
      Optional<ProbeFailed> failed = one(each, config, attempt);
      if (failed.isPresent()) {
        return failed.get();
      }
    }
    return NetworkFailures.of(thrown, attempt);
  }

  private static Optional<ProbeFailed> one(Throwable thrown, Rabbitmq config, Attempt attempt) {
    return switch (thrown) {
      case PossibleAuthenticationFailureException _ ->
          Optional.of(
              new ProbeFailed(
                  FailureKind.WRONG_CREDENTIALS,
                  attempt.place()
                      + " rejects user "
                      + config.login().username().orElseThrow()
                      + " or the password (ACCESS_REFUSED)",
                  thrown));
      case ShutdownSignalException signal -> closed(signal, config, attempt);
      case MalformedFrameException _, ProtocolVersionMismatchException _ ->
          Optional.of(
              new ProbeFailed(
                  FailureKind.NONSENSE,
                  attempt.place()
                      + " answers what is not AMQP 0-9-1: "
                      + attempt.shown(thrown.getMessage()),
                  thrown));
      case TimeoutException _ -> Optional.of(attempt.expired());
      default -> Optional.empty();
    };
  }

  private static Optional<ProbeFailed> closed(
      ShutdownSignalException signal, Rabbitmq config, Attempt attempt) {
    return switch (signal.getReason()) {
      case AMQP.Connection.Close it ->
          Optional.of(failed(it.getReplyCode(), it.getReplyText(), config, attempt, signal));
      case AMQP.Channel.Close it ->
          Optional.of(failed(it.getReplyCode(), it.getReplyText(), config, attempt, signal));
      case null, default -> Optional.empty();
    };
  }

  private static ProbeFailed failed(
      int code, String text, Rabbitmq config, Attempt attempt, Throwable cause) {
    String said = attempt.shown(text);
    FailureKind kind =
        switch (code) {
          case AMQP.CONNECTION_FORCED -> FailureKind.STOPPING;
          case AMQP.ACCESS_REFUSED -> FailureKind.NOT_ALLOWED;
          case AMQP.NOT_FOUND -> FailureKind.NOT_FOUND;
          case AMQP.RESOURCE_LOCKED -> FailureKind.LOCKED;
          case AMQP.NOT_ALLOWED -> notAllowed(said);
          default -> FailureKind.ERROR;
        };
    String words =
        switch (kind) {
          case STOPPING -> attempt.place() + " is shutting down";
          case NOT_ALLOWED ->
              attempt.place() + " refuses user " + config.login().username().orElseThrow();
          case NOT_FOUND ->
              attempt.place()
                  + " has no virtual host "
                  + config.tenant()
                  + config.queue().map(it -> " or no queue " + it).orElse("");
          case TOO_MANY_CONNECTIONS -> attempt.place() + " has no connection left";
          case LOCKED -> "the queue is another connection's alone";
          default -> attempt.place() + " answers an error";
        };
    return new ProbeFailed(kind, "%s: %s (%d)".formatted(words, said, code), cause);
  }

  /** One code for a virtual host that is not there, one without access, and one that is full. */
  private static FailureKind notAllowed(String said) {
    if (said.contains("limit")) {
      return FailureKind.TOO_MANY_CONNECTIONS;
    }
    return said.contains("not found") ? FailureKind.NOT_FOUND : FailureKind.NOT_ALLOWED;
  }
}
