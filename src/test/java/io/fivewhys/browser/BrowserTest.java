package io.fivewhys.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests that look at the console with Chromium: one class at a time, for all share one estate. They
 * get a {@link Visit} for the asking.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ResourceLock("the estate behind the console")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({ChromiumIsHere.class, Visits.class})
@interface BrowserTest {}
