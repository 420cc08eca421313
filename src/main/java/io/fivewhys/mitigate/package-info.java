/**
 * What may be done about a cause, and what became of it, as decisions without any input or output:
 * which {@link io.fivewhys.mitigate.Remedy} a diagnosis recommends, what exactly it would change,
 * the life of an {@link io.fivewhys.mitigate.Intervention} from the plan to the verification, and
 * whether it helped.
 *
 * <pre>
 *  Diagnosis ──▶ Recommendation ──▶ Plan ──▶ guards ──▶ (approval) ──▶ intent ──▶ pre-flight ──▶ act ──▶ verify
 * </pre>
 *
 * <p>In: diagnoses with their incidents, the policy, the state of the world. Out: interventions as
 * they are to be, with a journal entry for each change. Must never read a clock, a database or a
 * socket; {@link io.fivewhys.mitigate.Actuator} says what whoever acts has to do and is implemented
 * elsewhere.
 */
package io.fivewhys.mitigate;
