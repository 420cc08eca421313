/**
 * {@link io.fivewhys.rulebook.Rulebook} and snapshot in, {@link io.fivewhys.diagnose.Diagnosis}
 * out.
 *
 * <p>The path: log lines become facts, {@code Situation} puts the facts in a fixed order and adds
 * views (failing routes, suspects, troubles), {@code Evaluation} runs the rules stage by stage,
 * {@code Weighing} adds up the evidence and finds the roots, {@code Conclusion} and {@code
 * WhyChain} put it into the form of the contract. The only package that runs Drools. Must never
 * read a clock for anything but a deadline, a file or the network: the same rulebook and snapshot
 * give the same answer, whatever the order of the facts.
 */
package io.fivewhys.diagnose;
