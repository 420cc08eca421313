package io.fivewhys.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * What it takes to listen at an address.
 *
 * @param host address or name to bind to
 */
public record Binding(String host) {

  /** Whether nobody but this machine can reach it. */
  public boolean isLoopback() {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** What a request without a token may do here. */
  public Anonymous anonymous(Anonymous elsewhere) {
    return isLoopback() ? Anonymous.READING : elsewhere;
  }

  /**
   * The token to ask for.
   *
   * @throws TokenRefused when one must be configured and is not, or cannot be used
   * @throws IOException when a new one cannot be kept
   */
  public FoundToken token(TokenStore store) throws IOException {
    if (isLoopback()) {
      return store.findOrMake();
    }
    return store
        .find()
        .filter(FoundToken::configured)
        .orElseThrow(
            () ->
                new TokenRefused(
                    """
                    http.host %s can be reached by others, and no admin token is configured. Either
                      export %s=$(openssl rand -hex 32)
                    or name a file that holds one in access.admin-token-file, or leave http.host at \
                    127.0.0.1.\
                    """
                        .formatted(host, TokenStore.VARIABLE)));
  }
}
