package io.fivewhys.revision;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** A line of the journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JournalEntry.Activated.class, name = "activated"),
  @JsonSubTypes.Type(value = JournalEntry.TakenIn.class, name = "taken-in"),
  @JsonSubTypes.Type(value = JournalEntry.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = JournalEntry.Dropped.class, name = "dropped")
})
sealed interface JournalEntry {
  /** A revision was put in force. */
  record Activated(Head head) implements JournalEntry {}

  /** The source is as it is in force: nothing to put in force, but to remember. */
  record TakenIn(Instant at, long version, SourceState source) implements JournalEntry {}

  /** A candidate was not put in force. */
  record Refused(Refusal refusal) implements JournalEntry {}

  /**
   * Old things were given up to stay within bounds.
   *
   * @param revisions ids whose files are kept no more
   */
  record Dropped(Instant at, List<String> revisions) implements JournalEntry {}
}
