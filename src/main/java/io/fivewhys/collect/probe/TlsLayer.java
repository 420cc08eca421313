package io.fivewhys.collect.probe;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS over a socket of an attempt, which can be closed beneath it at any moment. */
final class TlsLayer {
  private TlsLayer() {}

  /**
   * Shakes hands.
   *
   * @param name that is asked for, and must be the certificate's where it is verified
   * @param verified whether a certificate for another name is refused
   */
  static SSLSocket over(Socket socket, String name, SSLContext context, boolean verified)
      throws IOException {
    var tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
    SSLParameters parameters = tls.getSSLParameters();
    if (verified) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (!name.contains(":") && !name.matches("[\\d.]+|.*\\.") && !name.contains("_")) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }
}
