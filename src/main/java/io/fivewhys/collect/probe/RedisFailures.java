package io.fivewhys.collect.probe;

/** Reads what Redis answers instead, by the word that its errors begin with. */
final class RedisFailures {
  private RedisFailures() {}

  static ProbeFailed of(RespConnection.Refused thrown, Redis config, Attempt attempt) {
    String place = attempt.place();
    String said = thrown.getMessage();
    return switch (thrown.code()) {
      case "WRONGPASS" ->
          failed(
              FailureKind.WRONG_CREDENTIALS,
              place + " rejects the user or the password",
              thrown,
              attempt);
      case "NOAUTH" ->
          failed(
              FailureKind.WRONG_CREDENTIALS,
              place + " wants a password and none was given",
              thrown,
              attempt);
      case "NOPERM" ->
          failed(FailureKind.NOT_ALLOWED, place + " does not allow PING", thrown, attempt);
      case "DENIED" ->
          failed(FailureKind.NOT_ALLOWED, place + " lets nobody in from here", thrown, attempt);
      case "LOADING" ->
          failed(FailureKind.STARTING, place + " still loads its data", thrown, attempt);
      case "BUSY" ->
          failed(FailureKind.UNAVAILABLE, place + " is busy with a script", thrown, attempt);
      case "MASTERDOWN" ->
          failed(
              FailureKind.UNAVAILABLE,
              place + " has lost its master and serves nothing",
              thrown,
              attempt);
      case "CLUSTERDOWN" ->
          failed(FailureKind.CLUSTER_DOWN, "the cluster of " + place + " is down", thrown, attempt);
      case "OOM" ->
          failed(FailureKind.OUT_OF_RESOURCES, place + " is out of memory", thrown, attempt);
      case String _ when said.contains("max number of clients") -> full(thrown, config, attempt);
      case String _ when said.contains("AUTH") || said.contains("invalid password") ->
          failed(
              FailureKind.WRONG_CREDENTIALS, place + " does not take the login", thrown, attempt);
      default -> failed(FailureKind.ERROR, place + " answers an error", thrown, attempt);
    };
  }

  private static ProbeFailed full(RespConnection.Refused thrown, Redis config, Attempt attempt) {
    attempt.sees(Usage.noConnectionLeft(config.probed()));
    return failed(
        FailureKind.TOO_MANY_CONNECTIONS,
        attempt.place() + " has no connection left",
        thrown,
        attempt);
  }

  private static ProbeFailed failed(
      FailureKind kind, String words, RespConnection.Refused thrown, Attempt attempt) {
    return new ProbeFailed(kind, words + ": " + attempt.shown(thrown.getMessage()), thrown);
  }
}
