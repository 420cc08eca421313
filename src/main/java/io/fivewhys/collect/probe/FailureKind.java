package io.fivewhys.collect.probe;

import java.util.Locale;

/**
 * How a dependency failed its probe. Told as a {@link io.fivewhys.fact.Signal} named {@value
 * #SIGNAL} about the dependency, with the kind as its text, so that rules need not read sentences.
 */
enum FailureKind {
  /** Its name does not resolve. */
  UNRESOLVED,
  /** Its machine says that nobody listens there. */
  REFUSED,
  /** No way there, or no answer to the attempt to connect. */
  UNREACHABLE,
  /** It accepts the connection and never says anything. */
  HANGING,
  /** It spoke, and did not finish in time. */
  SLOW,
  /** It closed the connection in the middle. */
  CLOSED,
  /** It answers what is not its protocol. */
  NONSENSE,
  /** It wants credentials, or others than these. */
  WRONG_CREDENTIALS,
  /** It knows who asks and does not admit them. */
  NOT_ALLOWED,
  /** It has no database, virtual host or queue of this name. */
  NOT_FOUND,
  /** All its connections are taken. */
  TOO_MANY_CONNECTIONS,
  /** It starts, or loads its data. */
  STARTING,
  /** It is about to stop. */
  STOPPING,
  /** The question waits for somebody else's lock. */
  LOCKED,
  /** Its cluster does not serve all of its data. */
  CLUSTER_DOWN,
  /** It is out of memory or disk, and takes nothing more. */
  OUT_OF_RESOURCES,
  /** It asks for fewer requests (429). */
  RATE_LIMITED,
  /** It says that it is unavailable (503). */
  UNAVAILABLE,
  /** It talks over TLS alone. */
  TLS_REQUIRED,
  /** It does not talk TLS, or none that both sides know. */
  TLS_FAILED,
  /** Its certificate has ended, or has not begun. */
  CERTIFICATE_EXPIRED,
  /** Its certificate is signed by somebody who is not trusted. */
  CERTIFICATE_UNTRUSTED,
  /** Its certificate is for other names. */
  CERTIFICATE_MISMATCH,
  /** There is no such name in the DNS (NXDOMAIN), or no record of the kind. */
  NO_SUCH_NAME,
  /** Another answer than was expected. */
  UNEXPECTED,
  /** It answers an error of its own. */
  ERROR;

  static final String SIGNAL = "probe_failure";

  /** In lower case, as rules read it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
