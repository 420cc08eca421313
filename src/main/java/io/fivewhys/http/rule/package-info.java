/**
 * Rules over HTTP: they are read, changed, checked and tried, also in the shadow and as jobs that
 * take long.
 *
 * <p>In: files of rules, whole sets of them, snapshots to try them with. Out: revisions and what
 * changed between them, problems of candidates, explanations, how rules do; {@link
 * io.fivewhys.http.rule.RuleEndpoints} and {@link io.fivewhys.http.rule.JobEndpoints} are the ways
 * in. Must never put rules in force that were not checked, nor keep a draft.
 */
package io.fivewhys.http.rule;
