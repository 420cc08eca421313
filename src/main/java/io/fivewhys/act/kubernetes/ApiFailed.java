package io.fivewhys.act.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.kubernetes.ApiFailure;
import io.fivewhys.mitigate.Refusal;

/** A call of the API server came to nothing, or nobody knows what it came to. */
final class ApiFailed extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final transient ApiFailure failure;
  private final int status;

  private ApiFailed(ApiFailure failure, int status, Throwable cause) {
    super(failure.reason(), cause);
    this.failure = failure;
    this.status = status;
  }

  static ApiFailed of(RuntimeException thrown) {
    int status = 0;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof KubernetesClientException refused && refused.getCode() >= 300) {
        status = refused.getCode();
        break;
      }
    }
    return new ApiFailed(ApiFailure.of(thrown), status, thrown);
  }

  /** There is no way to the cluster. */
  static ApiFailed of(SourceFailed failed) {
    return new ApiFailed(new ApiFailure(failed.code(), failed.getMessage()), 0, failed);
  }

  /** What it answers is no object. */
  static ApiFailed nonsense(String what, Exception cause) {
    return new ApiFailed(new ApiFailure(SourceFailed.Code.NONSENSE, what), 0, cause);
  }

  /** There is no such object, or no such kind. */
  boolean isNotFound() {
    return status == NOT_FOUND;
  }

  /** The object is not the one any more that the change is for. */
  boolean isConflict() {
    return status == CONFLICT;
  }

  /** HTTP status; 0 where there was no answer. */
  int status() {
    return status;
  }

  /**
   * Whether a change that failed so was certainly not made: the server refused it, or was never
   * reached. An error of the server itself says nothing: the store behind it may have been late.
   */
  boolean isCertain() {
    return switch (failure.code()) {
      case UNREACHABLE ->
          hasCause(java.net.ConnectException.class, java.net.UnknownHostException.class);
      case UNTRUSTED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, MISCONFIGURED -> true;
      case UNAVAILABLE, NONSENSE -> status >= 400 && status < 500;
      case TIMEOUT, TOO_LARGE, INTERNAL -> false;
    };
  }

  private boolean hasCause(Class<?>... types) {
    for (Throwable each = getCause(); each != null; each = each.getCause()) {
      for (Class<?> type : types) {
        if (type.isInstance(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** It cannot be found out whether something may be done, so it may not. */
  Refusal asRefusal(ObjectName target) {
    boolean forbidden = failure.code() == SourceFailed.Code.FORBIDDEN;
    return new Refusal(
        forbidden ? "rights" : "cluster",
        "the API server answers what is asked about " + target,
        failure.code().toString(),
        "nothing is done to " + target + ": " + failure.reason());
  }
}
