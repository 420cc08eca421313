package io.fivewhys.http;

import java.io.IOException;

/** A service whose rules can be changed, for tests of who talks to it. */
public final class ServedRules {
  public static final String TOKEN = TestService.TOKEN;
  public static final String PATH = InMemoryRules.PATH;

  private final TestService service;

  public ServedRules() throws IOException, InterruptedException {
    service = new TestService();
  }

  public int port() {
    return service.address.getPort();
  }

  /** A file of one rule. */
  public static String rule(String name) {
    return InMemoryRules.rule(name);
  }

  public String revision() {
    return service.rules.revision().id();
  }

  public String inForce(String path) {
    return service.rules.rulebook().files().contents().get(path);
  }

  /** As another editor would. */
  public void put(String path, String text) throws IOException, InterruptedException {
    int status = service.put(path, text, "If-Match", "*", "X-Fivewhys-Author", "Jane").statusCode();
    if (status != 200) {
      throw new AssertionError("putting " + path + " was answered with " + status);
    }
  }

  /** The text of the policy in force. */
  public String policy() {
    return service.policy.stored().flatMap(it -> it.text()).orElse("");
  }

  public void close() throws InterruptedException {
    service.close();
  }
}
