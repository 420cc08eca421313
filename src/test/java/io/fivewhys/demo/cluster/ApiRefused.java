package io.fivewhys.demo.cluster;

import io.fabric8.mockwebserver.http.MockResponse;

/** The API server does not do it, and says why. */
final class ApiRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  private ApiRefused(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  static ApiRefused notFound(String what) {
    return new ApiRefused(404, "NotFound", what + " not found");
  }

  /** The object is another one than the change is for. */
  static ApiRefused conflict(String message) {
    return new ApiRefused(409, "Conflict", message);
  }

  static ApiRefused invalid(String message) {
    return new ApiRefused(422, "Invalid", message);
  }

  static ApiRefused badRequest(String message) {
    return new ApiRefused(400, "BadRequest", message);
  }

  static ApiRefused tooManyRequests(String message) {
    return new ApiRefused(429, "TooManyRequests", message);
  }

  MockResponse answer() {
    return ApiFront.failure(code, reason, getMessage());
  }
}
