package io.fivewhys.budget;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method that takes the place of a method of the JDK with the same name in classes
 * that rules are compiled to. It takes what that method takes, after the object that is called
 * unless that method is static too.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InsteadOf {
  /** Where the other method is declared; calls through subtypes of the JDK are meant too. */
  Class<?> value();

  /** Whether the other method is static. */
  boolean isStatic() default false;
}
