package io.fivewhys.collect.probe;

import io.fivewhys.settings.Inline;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * A name that must resolve, or a server that must resolve it.
 *
 * @param query the whole name, such as {@code orders-db.shop.svc.cluster.local}; no search path is
 *     tried
 * @param recordType A when left out
 * @param server that is asked, as address or address:port; those of the system when left out
 * @param expect answers that must be among those that come, such as {@code 10.0.0.5}; any will do
 *     when left out
 */
public record Dns(
    @Inline Probed probed,
    String query,
    Optional<Kind> recordType,
    Optional<String> server,
    List<String> expect)
    implements ProbeConfig {

  /** Kinds of records. */
  public enum Kind {
    A,
    AAAA,
    CNAME,
    MX,
    NS,
    PTR,
    SRV,
    TXT
  }

  public Dns {
    expect = List.copyOf(expect);
    try {
      Name.fromString(query, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("query as a name of the DNS: " + e.getMessage());
    }
    server.ifPresent(Dns::parsed);
  }

  Kind kind() {
    return recordType.orElse(Kind.A);
  }

  Optional<Place> asked() {
    return server.map(Dns::parsed);
  }

  private static Place parsed(String server) {
    int colon = server.lastIndexOf(':');
    boolean port = colon > 0 && server.substring(colon + 1).matches("\\d{1,5}");
    boolean bare = !port || (server.indexOf(':') != colon && !server.startsWith("["));
    return bare
        ? new Place(server, 53)
        : new Place(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
  }
}
