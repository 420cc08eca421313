package io.fivewhys.store;

import io.fivewhys.diagnose.Diagnosis;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a list.
 *
 * @param diagnoses newest first
 * @param next where the next page begins; empty on the last
 */
public record DiagnosisPage(List<Diagnosis> diagnoses, Optional<PageCursor> next) {}
