package io.fivewhys.notify.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A real SMTP server on 127.0.0.1 that says to each command what a test wants. */
final class MailServer implements AutoCloseable {
  /** Never an answer. */
  static final String HANG = "hang";

  /** The connection is closed instead. */
  static final String DROP = "drop";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final Map<String, Function<String, String>> answers = new ConcurrentHashMap<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final SSLContext tls;
  private final boolean implicit;

  /**
   * @param tls null: none is offered
   * @param implicit from the first byte on
   */
  MailServer(SSLContext tls, boolean implicit) throws IOException {
    this.tls = tls;
    this.implicit = implicit;
    Thread.ofVirtual().start(this::serve);
  }

  static MailServer plain() throws IOException {
    return new MailServer(null, false);
  }

  int port() {
    return server.getLocalPort();
  }

  /**
   * @param verb HELLO for the greeting, END for the end of a mail, else the command's first word
   */
  MailServer answering(String verb, String answer) {
    return answering(verb, _ -> answer);
  }

  /**
   * @param answer to the whole line
   */
  MailServer answering(String verb, Function<String, String> answer) {
    answers.put(verb, answer);
    return this;
  }

  /** Those that came in the clear begin with a !. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  List<String> mails() {
    return List.copyOf(mails);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> greet(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void greet(Socket client) {
    try (client) {
      talk(implicit ? secured(client) : client, true);
    } catch (IOException | InterruptedException e) {
      // The client has gone, or the test is over.
    }
  }

  private SSLSocket secured(Socket client) throws IOException {
    var socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(client, "127.0.0.1", client.getPort(), true);
    socket.setUseClientMode(false);
    return socket;
  }

  private void talk(Socket client, boolean greets) throws IOException, InterruptedException {
    var in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    OutputStream out = client.getOutputStream();
    boolean isSecure = client instanceof SSLSocket;
    if (greets && !say(out, "HELLO", "", "220 mail.example ESMTP")) {
      return;
    }
    for (String line; (line = in.readLine()) != null; ) {
      String verb = line.split(" ")[0].toUpperCase(Locale.ROOT);
      commands.add((isSecure ? "" : "!") + line);
      String usual =
          switch (verb) {
            case "EHLO" ->
                "250-mail.example\r\n"
                    + (tls != null && !isSecure ? "250-STARTTLS\r\n" : "")
                    + "250 AUTH PLAIN";
            case "AUTH" -> "235 welcome";
            case "STARTTLS" -> "220 go on";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
          };
      if (!say(out, verb, line, usual)) {
        return;
      }
      if (verb.equals("STARTTLS") && tls != null) {
        talk(secured(client), false);
        return;
      }
      if (verb.equals("DATA") && !answers.containsKey("DATA")) {
        var mail = new StringBuilder();
        for (String each; (each = in.readLine()) != null && !each.equals("."); ) {
          mail.append(each).append("\n");
        }
        mails.add(mail.toString());
        if (!say(out, "END", "", "250 queued")) {
          return;
        }
      }
    }
  }

  private boolean say(OutputStream out, String verb, String line, String usual)
      throws IOException, InterruptedException {
    String answer = answers.getOrDefault(verb, _ -> usual).apply(line);
    if (answer.equals(HANG)) {
      closed.await();
    }
    if (answer.equals(HANG) || answer.equals(DROP)) {
      return false;
    }
    out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return true;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
