package io.fivewhys.http.serve;

import io.fivewhys.http.call.HttpOptions;

/**
 * What every operation is served with.
 *
 * @param options the limits that hold unless an operation has its own
 * @param readiness whether anything is taken
 * @param responder writes answers
 * @param underWay counts requests until they are answered
 * @param once answers a request with a key once
 */
public record Serving(
    HttpOptions options,
    Readiness readiness,
    Responder responder,
    UnderWay underWay,
    OnceOnly once) {

  /**
   * A way to answer operations beside the event loop.
   *
   * @param mostAtOnce requests that run or wait
   */
  public OffLoop offLoop(int mostAtOnce) {
    return new OffLoop(this, options, mostAtOnce);
  }

  /**
   * The same for operations whose bodies have limits of their own.
   *
   * @param bodies whose limits for bodies hold there
   */
  public OffLoop offLoop(HttpOptions bodies, int mostAtOnce) {
    return new OffLoop(this, bodies, mostAtOnce);
  }
}
