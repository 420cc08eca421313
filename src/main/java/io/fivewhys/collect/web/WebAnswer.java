package io.fivewhys.collect.web;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What came back.
 *
 * @param status any, also one of an error
 * @param body at most as long as allowed
 * @param took from the request to the end of the body
 */
public record WebAnswer(int status, HttpHeaders headers, byte[] body, Duration took) {

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public boolean isSuccess() {
    return status / 100 == 2;
  }
}
