package io.fivewhys.fact;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a fact's component may hold beyond what its type says; read when a snapshot comes in. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Shape {
  Kind value();

  /** Shapes that the contract knows. */
  enum Kind {
    /** A name of 1 to 253 characters. */
    NAME,
    /** A text of at least one character. */
    TEXT,
    /** A Kubernetes object as Kind/name, {@code ^[A-Za-z]+/.+}. */
    OBJECT,
    /** An integer of 0 or more. */
    COUNT,
    /** A number from 0.0 to 1.0. */
    RATIO,
    /** A number above 0. */
    POSITIVE,
    /** Any number, also a negative one. */
    ANY,
    /** A port, 1 to 65535. */
    PORT,
    /** A required map whose keys are status codes, 100 to 599, and whose values are counts. */
    STATUS,
    /** A required list of log lines, limited in their number and length. */
    LINES
  }
}
