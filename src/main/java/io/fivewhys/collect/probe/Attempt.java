package io.fivewhys.collect.probe;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.fact.read.UnfitFact;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.net.SocketFactory;

/**
 * One try at a dependency: how much time is left, how far it has come, and what was seen. Written
 * by the thread that asks, and by those of drivers; read and ended by the one that waits for it.
 */
final class Attempt {
  /** The attempt of this thread, for drivers that make sockets by the name of a class. */
  static final ScopedValue<Attempt> CURRENT = ScopedValue.newInstance();

  private static final int MOST_SOCKETS = 16;

  /** How far an attempt has come. */
  enum Phase {
    PREPARING,
    RESOLVING,
    CONNECTING,
    CONNECTED,
    TALKING
  }

  private final String place;
  private final Duration timeout;
  private final long beganNanos = System.nanoTime();
  private final SafeWords words = new SafeWords();
  private final List<ProbeSocket> sockets = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Phase phase = Phase.PREPARING;
  private String step = "its answer";
  private boolean over;
  private OptionalDouble answeredMillis = OptionalDouble.empty();
  private Optional<Boolean> readOnly = Optional.empty();
  private Optional<String> complaint = Optional.empty();

  Attempt(String place, Duration timeout) {
    this.place = place;
    this.timeout = timeout;
  }

  /** Resolves the name now, so that what this alone costs and how it fails is known. */
  void resolve(String host) throws ProbeFailed {
    reached(Phase.RESOLVING);
    try {
      InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new ProbeFailed(
          FailureKind.UNRESOLVED,
          "no such host: the name %s does not resolve (%s)"
              .formatted(host, words.shown(e.getMessage())),
          e);
    }
    reached(Phase.CONNECTING);
  }

  /** Sockets that end with this attempt. */
  SocketFactory sockets() {
    return ScopedValue.where(CURRENT, this).call(AttemptSockets::new);
  }

  /** A socket that ends with this attempt. */
  synchronized ProbeSocket socket() throws IOException {
    if (over || sockets.size() >= MOST_SOCKETS) {
      throw new SocketException("the time for this probe is over");
    }
    var socket = new ProbeSocket(this);
    sockets.add(socket);
    return socket;
  }

  synchronized void reached(Phase phase) {
    if (!over && phase.compareTo(this.phase) > 0) {
      this.phase = phase;
    }
  }

  /** What it is about to wait for, as the end of "did not finish". */
  synchronized void awaits(String step) {
    this.step = step;
  }

  /** What was asked has been answered as it should; what comes now is more than was needed. */
  synchronized void answered() {
    answeredMillis = OptionalDouble.of(Math.round(elapsedNanos() / 1e4) / 100.0);
  }

  /** Takes the fact along, or a note of why it is none. */
  synchronized void sees(FactDraft<?> draft) {
    try {
      facts.add(draft.make());
    } catch (UnfitFact e) {
      notes.add(words.shown(e.getMessage()));
    }
  }

  synchronized void seesReadOnly(boolean readOnly) {
    this.readOnly = Optional.of(readOnly);
  }

  /** It answers as it should, and says that something is wrong all the same. */
  synchronized void complains(String said) {
    complaint = Optional.of(words.shown(said));
  }

  /** Notes what could not be seen and is not needed, such as what takes another right. */
  synchronized void notes(String note) {
    notes.add(words.shown(note));
  }

  /** The secret; from now on it is in no words. */
  String reveal(SecretRef secret, SourceContext context) throws SourceFailed {
    String revealed = secret.reveal(context);
    words.conceal(revealed);
    return revealed;
  }

  /** From now on this is in no words. */
  void conceal(String secret) {
    words.conceal(secret);
  }

  /** Words from elsewhere: on one line, not too many, and without secrets. */
  String shown(String text) {
    return words.shown(text);
  }

  /**
   * What is left of the time; never less than a millisecond, for which drivers take zero as ever.
   */
  int leftMillis() {
    long left = timeout.toMillis() - elapsedNanos() / 1_000_000;
    return (int) Math.max(1, left);
  }

  Duration left() {
    return Duration.ofMillis(leftMillis());
  }

  /** Ends it: what is open is closed, and nothing is opened any more. */
  synchronized void end() {
    over = true;
    sockets.forEach(ProbeSocket::closeQuietly);
    sockets.clear();
  }

  /**
   * What it means that the time is over.
   *
   * @throws SourceFailed when nothing was asked yet, which is no fault of the dependency
   */
  synchronized ProbeFailed ended() throws SourceFailed {
    if (phase == Phase.PREPARING) {
      throw new SourceFailed(
          Code.TIMEOUT,
          "the probe of "
              + place
              + " did not begin within "
              + SafeWords.of(timeout)
              + "; is this machine overloaded?");
    }
    return expired();
  }

  /** What it means that the time is over, or that a driver has waited long enough. */
  synchronized ProbeFailed expired() {
    String within = " within " + SafeWords.of(timeout);
    return switch (phase) {
      case PREPARING, RESOLVING ->
          new ProbeFailed(
              FailureKind.UNRESOLVED, "the name of " + place + " was not resolved" + within);
      case CONNECTING ->
          new ProbeFailed(
              FailureKind.UNREACHABLE,
              "no connection to "
                  + place
                  + within
                  + ": connect timed out; a host that is down, or a firewall or network policy"
                  + " between");
      case CONNECTED ->
          new ProbeFailed(
              FailureKind.HANGING,
              place + " accepts the connection and never answers" + within + ": " + step);
      case TALKING ->
          new ProbeFailed(
              FailureKind.SLOW, "timeout: " + place + " did not finish " + step + within);
    };
  }

  /**
   * What it means that the attempt goes on, though its time was over at an earlier look.
   *
   * @throws SourceFailed when it waits for nothing of the dependency
   */
  synchronized ProbeFailed unending() throws SourceFailed {
    if (phase == Phase.PREPARING || answeredMillis.isPresent()) {
      throw new SourceFailed(
          Code.TIMEOUT, "the probe of " + place + " of an earlier look has not ended yet");
    }
    ProbeFailed then = expired();
    return new ProbeFailed(
        then.kind(), then.getMessage() + ", and goes on like that since an earlier look");
  }

  String place() {
    return place;
  }

  synchronized Phase phase() {
    return phase;
  }

  /** How long the answer took; empty when there was none. */
  synchronized OptionalDouble answeredMillis() {
    return answeredMillis;
  }

  synchronized Optional<Boolean> readOnly() {
    return readOnly;
  }

  synchronized Optional<String> complaint() {
    return complaint;
  }

  synchronized List<Fact> facts() {
    return List.copyOf(facts);
  }

  synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  private long elapsedNanos() {
    return System.nanoTime() - beganNanos;
  }
}
