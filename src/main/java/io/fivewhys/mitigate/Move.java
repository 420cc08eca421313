package io.fivewhys.mitigate;

import java.util.Optional;

/**
 * What becomes of an intervention.
 *
 * @param before as it is now; empty for one that is planned
 * @param after as it is to be, of the next version
 * @param entry what the journal says of it; empty when only something was noted
 */
public record Move(
    Optional<Intervention> before, Intervention after, Optional<JournalEntry> entry) {}
