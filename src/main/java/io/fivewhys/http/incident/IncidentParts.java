package io.fivewhys.http.incident;

import io.fivewhys.intervene.InterventionDesk;
import io.fivewhys.pipeline.IncidentDesk;
import io.fivewhys.pipeline.Notifications;
import io.fivewhys.store.Diagnoses;

/**
 * Incidents, and what is kept of them.
 *
 * @param desk to read them and to act on them
 * @param notifications messages, and what became of them
 * @param diagnoses with their snapshots, as far as they are kept
 * @param inbound what other services say of them
 * @param interventions what is done about them
 */
public record IncidentParts(
    IncidentDesk desk,
    Notifications notifications,
    Diagnoses diagnoses,
    InboundParts inbound,
    InterventionDesk interventions) {}
