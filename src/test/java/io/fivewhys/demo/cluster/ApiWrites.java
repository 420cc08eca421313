package io.fivewhys.demo.cluster;

/**
 * Sees every change that a client of the API asks for, dry runs apart. Called by the thread that
 * answers the client, so that it may hold it up; must be safe for use by threads.
 */
public interface ApiWrites {
  /** Nobody looks. */
  ApiWrites UNSEEN =
      new ApiWrites() {
        @Override
        public void arrived(Write write) {}

        @Override
        public void answered(Write write, int status, String answer) {}
      };

  /**
   * @param path without its query
   * @param by the field manager that the client names itself; empty when it names none
   */
  record Write(String method, String path, String by, String body) {}

  /** Before it is done. */
  void arrived(Write write);

  /** After it was done or refused, before the client hears of it. */
  void answered(Write write, int status, String answer);
}
