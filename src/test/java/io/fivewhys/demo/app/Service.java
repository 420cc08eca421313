package io.fivewhys.demo.app;

import java.sql.SQLException;
import java.time.Duration;

/** What one of the shop's services does with a request. */
interface Service extends AutoCloseable {
  /**
   * A request.
   *
   * @param path without its query
   */
  record Request(String method, String path) {
    boolean isPost() {
      return method.equals("POST");
    }

    String lastPart() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  record Reply(int status, String body) {
    static Reply notFound() {
      return new Reply(404, "{\"error\":\"Not Found\"}");
    }
  }

  /** CPU time that a request takes. */
  Duration cost(Request request);

  Reply answer(Request request) throws Exception;

  @Override
  void close() throws SQLException;
}
