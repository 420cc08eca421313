/**
 * Diagnoses over HTTP: a snapshot is posted and diagnosed, diagnoses are read again, and people say
 * whether they were right.
 *
 * <p>In: snapshots, queries, feedback. Out: diagnoses, lists of them, and the facts that they rest
 * on; {@link io.fivewhys.http.diagnosis.DiagnosisEndpoints} is the way in. Must never decide
 * anything about a snapshot, nor hand out what is masked where it is kept.
 */
package io.fivewhys.http.diagnosis;
