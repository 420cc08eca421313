package io.fivewhys.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * Faults over HTTP: {@code GET /faults} lists them, {@code POST /faults/NAME} begins one, {@code
 * DELETE /faults} ends it; {@code GET /messages} shows what the service told. For whoever sits at
 * this machine, not for pages in a browser.
 */
public final class FaultControl implements AutoCloseable {
  private static final String PATH = "/faults";
  private static final String INBOX = "/messages";

  private final ObjectMapper json = new ObjectMapper();
  private final Inbox inbox = new Inbox();
  private final DemoEstate estate;
  private final HttpServer server;

  /**
   * @param port where it likes to be; another one when that is taken
   */
  public FaultControl(DemoEstate estate, int port) throws IOException {
    this.estate = estate;
    server = bound(port);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer bound(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try {
      return HttpServer.create(new InetSocketAddress(loopback, port), 0);
    } catch (BindException taken) {
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }

  String address() {
    return at(PATH);
  }

  /** Where messages are brought and shown. */
  public String inbox() {
    return at(INBOX);
  }

  private String at(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestHeaders().containsKey("Origin")) {
      answer(exchange, 403, error("A page in a browser may not do this."));
      return;
    }
    String asked = exchange.getRequestMethod() + " " + path;
    if (asked.equals("GET " + PATH)) {
      answer(exchange, 200, listed());
    } else if (asked.equals("DELETE " + PATH)) {
      estate.heal();
      answer(exchange, 200, listed());
    } else if (asked.startsWith("POST " + PATH + "/")) {
      begin(exchange, path.substring(PATH.length() + 1));
    } else if (asked.equals("POST " + INBOX)) {
      inbox.take(exchange.getRequestBody());
      answer(exchange, 200, json.createObjectNode());
    } else if (asked.equals("GET " + INBOX)) {
      answer(exchange, 200, inbox.list());
    } else {
      String allowed =
          "Allowed: GET /faults, POST /faults/NAME, DELETE /faults, GET /messages, POST /messages.";
      answer(exchange, 404, error(allowed));
    }
  }

  private void begin(HttpExchange exchange, String name) throws IOException {
    var fault = Fault.of(name);
    if (fault.isEmpty()) {
      answer(exchange, 404, error("No such fault; allowed: " + Fault.keys() + "."));
      return;
    }
    estate.inject(fault.get());
    answer(exchange, 202, listed());
  }

  private ObjectNode listed() {
    ObjectNode all = json.createObjectNode();
    all.put("active", estate.fault().map(Fault::key).orElse(null));
    ObjectNode faults = all.putObject("faults");
    for (Fault fault : Fault.values()) {
      faults.put(fault.key(), fault.description());
    }
    return all;
  }

  private ObjectNode error(String message) {
    return json.createObjectNode().put("error", message);
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = (body.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
