package io.fivewhys.collect.probe;

/**
 * Where something listens.
 *
 * @param host a name or an address
 * @param port from 1 to 65535
 */
record Place(String host, int port) {
  private static final String NAME = "[A-Za-z0-9_]([A-Za-z0-9._-]{0,251}[A-Za-z0-9_.])?";
  private static final String IPV6 = "\\[?[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9]{1,15})?\\]?";

  Place {
    // It becomes part of a URL for a driver, where more could be said than a host.
    if (!host.matches(NAME + "|" + IPV6)) {
      throw new IllegalArgumentException("host as a name or an address, with the port apart");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port from 1 to 65535");
    }
    host = host.replaceAll("[\\[\\]]", "");
  }

  /** As it stands in a URL. */
  @Override
  public String toString() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
