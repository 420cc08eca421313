package io.fivewhys.collect.alert;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.Source;
import io.fivewhys.collect.SourceName;
import io.fivewhys.collect.journal.Trouble;
import io.fivewhys.fact.Alert;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The alerts of one gateway, as the book has them; asks nobody. */
public final class AlertSource implements Source {
  private static final SourceName NAME = SourceName.of("alertmanager");
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int MOST_NAMED = 10;
  private static final String NEVER_DELIVERED =
      "no delivery of Alertmanager was ever taken; it must have a receiver with our /api/v1/alerts"
          + " as webhook";

  private static final Comparator<KeptAlert> FIRING_AND_YOUNGEST_FIRST =
      Comparator.comparing((KeptAlert it) -> !it.fires())
          .thenComparing(it -> it.startsAt().orElse(it.firstAt()), Comparator.reverseOrder())
          .thenComparing(KeptAlert::fingerprint);

  private final AlertBook book;
  private final AlertConfig config;
  private final AlertMatcher matcher;

  /**
   * @param gateway its name
   * @param namespace its namespace
   * @param book shared with all other gateways
   */
  public AlertSource(AlertConfig config, String gateway, String namespace, AlertBook book) {
    this.config = config;
    this.book = book;
    matcher = new AlertMatcher(gateway, namespace, config);
  }

  @Override
  public SourceName name() {
    return NAME;
  }

  @Override
  public Duration deadline() {
    return DEADLINE;
  }

  @Override
  public Answer ask(Look look) {
    List<KeptAlert> ours =
        book.all().stream()
            .filter(it -> matcher.fits(it.labels()))
            .sorted(FIRING_AND_YOUNGEST_FIRST)
            .toList();
    List<KeptAlert> stale = ours.stream().filter(book::isStale).toList();
    List<KeptAlert> live = ours.stream().filter(it -> !book.isStale(it)).toList();
    List<Fact> facts = new ArrayList<>();
    live.stream().limit(config.most()).forEach(it -> facts.add(fact(it, look)));
    book.trouble().ifPresent(it -> facts.add(troubled(it)));
    cutByAlertmanager(live).ifPresent(facts::add);
    facts.addAll(missed());
    if (wasNeverDelivered() && !config.any().isEmpty()) {
      facts.add(NAME.blind(NEVER_DELIVERED));
    }
    if (live.size() > config.most()) {
      String reason = "only %d of %d alerts are told of".formatted(config.most(), live.size());
      facts.add(NAME.blind("alerts beyond the most that are told of", reason));
    }
    return new Answer(facts, notes(stale));
  }

  private List<String> notes(List<KeptAlert> stale) {
    List<String> notes = new ArrayList<>();
    if (wasNeverDelivered()) {
      notes.add(NEVER_DELIVERED);
    }
    if (!stale.isEmpty()) {
      notes.add(said(stale));
    }
    return notes;
  }

  /** As far as anybody can tell who knows all that was delivered. */
  private boolean wasNeverDelivered() {
    return book.lastDeliveryAt().isEmpty() && book.trouble().isEmpty();
  }

  /** Whose they are, nobody knows: they may be this gateway's. */
  private List<Blind> missed() {
    List<Missed> ofGroups = new ArrayList<>();
    List<Missed> unread = new ArrayList<>();
    book.missed().forEach(it -> (it.group().isPresent() ? ofGroups : unread).add(it));
    List<Blind> blind = new ArrayList<>();
    if (!ofGroups.isEmpty()) {
      long count = ofGroups.stream().mapToLong(Missed::count).sum();
      String reason =
          "%d alerts of %d groups were delivered and not taken, since they are not as alerts may be here (%s)"
              .formatted(count, ofGroups.size(), ofGroups.getLast().why());
      blind.add(blind("alerts that are not taken", reason, ofGroups));
    }
    for (Missed each : unread) {
      String reason =
          "%d deliveries were refused, and Alertmanager does not try again: %s"
              .formatted(each.count(), each.why());
      blind.add(blind("alerts of refused deliveries", reason, unread));
    }
    return blind;
  }

  private static Blind blind(String subject, String reason, List<Missed> missed) {
    return new Blind(
        NAME.kind(),
        Optional.of(subject),
        Optional.of(reason),
        missed.stream().map(Missed::since).min(Comparator.naturalOrder()));
  }

  private static Alert fact(KeptAlert kept, Look look) {
    Instant latest = look.at().plus(look.window());
    return FactDraft.of(Alert.class)
        .set("name", kept.name())
        .set("labels", kept.labels())
        .set("annotations", kept.annotations())
        // A clock that is ahead must not cost the alert.
        .set("startsAt", kept.startsAt().filter(it -> !it.isAfter(latest)))
        .set("status", kept.status())
        .set("endsAt", kept.endsAt().filter(it -> !it.isAfter(latest)))
        .make();
  }

  private static Blind troubled(Trouble trouble) {
    return new Blind(
        NAME.kind(),
        Optional.of("alerts of late"),
        Optional.of(
            (trouble.refuses()
                    ? "alerts are refused, since they cannot be kept: "
                    : "what was delivered of late may not be known: ")
                + trouble.why()),
        Optional.of(trouble.since()));
  }

  private static Optional<Blind> cutByAlertmanager(List<KeptAlert> live) {
    return live.stream()
        .filter(it -> it.fires() && it.leftOut() > 0)
        .max(Comparator.comparingLong(KeptAlert::leftOut))
        .map(
            it ->
                NAME.blind(
                    "alerts of the same group as " + it.name(),
                    it.leftOut()
                        + " alerts were left out of the delivery by Alertmanager; see max_alerts of"
                        + " its receiver"));
  }

  private String said(List<KeptAlert> stale) {
    List<String> names =
        stale.stream().map(KeptAlert::name).distinct().sorted().limit(MOST_NAMED).toList();
    return "%d alerts that fire were not repeated for %s and count as ended: %s; stale-after must be more than Alertmanager's repeat_interval"
        .formatted(stale.size(), book.limits().staleAfter(), String.join(", ", names));
  }
}
