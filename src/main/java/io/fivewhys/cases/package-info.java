/**
 * The cases that stand beside the rules, {@code cases.yaml}: read strictly, run against a rulebook,
 * and told as text, JSON or JUnit's XML.
 *
 * <p>In: the files of a rulebook ({@link io.fivewhys.cases.CaseSuite#of}), and that rulebook
 * compiled. Out: problems of the files with their place, or a {@link io.fivewhys.cases.CaseReport}.
 * {@code rules/README.md} explains the form. Must never change what a rule sees: a case is
 * evaluated as the service would evaluate its snapshot.
 */
package io.fivewhys.cases;
