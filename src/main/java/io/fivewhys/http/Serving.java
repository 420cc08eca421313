package io.fivewhys.http;

/**
 * What every operation is served with.
 *
 * @param options the limits that hold unless an operation has its own
 * @param readiness whether anything is taken
 * @param responder writes answers
 * @param underWay counts requests until they are answered
 * @param once answers a request with a key once
 */
record Serving(
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
  OffLoop offLoop(int mostAtOnce) {
    return new OffLoop(this, options, mostAtOnce);
  }

  /**
   * The same for operations whose bodies have limits of their own.
   *
   * @param bodies whose limits for bodies hold there
   */
  OffLoop offLoop(HttpOptions bodies, int mostAtOnce) {
    return new OffLoop(this, bodies, mostAtOnce);
  }
}
