package io.fivewhys.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the console and visits of it. The estate is started once for all classes, a browser
 * for each; after each test every visit of it has to have been without errors.
 */
final class Visits implements ParameterResolver, AfterEachCallback, AfterAllCallback {
  private static final Namespace OURS = Namespace.create(Visits.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Visitor.class || type == ShopConsole.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var console = console(context);
    return parameter.getParameter().getType() == ShopConsole.class
        ? console
        : new Visitor(browser(context).browser(), console, open(context));
  }

  /** Of this test. */
  @SuppressWarnings("unchecked")
  private static List<Visit> open(ExtensionContext context) {
    return context
        .getStore(OURS)
        .getOrComputeIfAbsent("visits", _ -> new ArrayList<Visit>(), List.class);
  }

  private static ShopConsole console(ExtensionContext context) {
    return outermost(context)
        .getStore(OURS)
        .getOrComputeIfAbsent(
            ShopConsole.class,
            _ -> {
              try {
                return ShopConsole.start();
              } catch (Exception e) {
                throw new IllegalStateException("the estate does not start", e);
              }
            },
            ShopConsole.class);
  }

  private static Running browser(ExtensionContext context) {
    ExtensionContext ofClass = parent(context);
    return ofClass
        .getStore(OURS)
        .getOrComputeIfAbsent(Running.class, _ -> Running.start(), Running.class);
  }

  /** The class's, whatever stands between it and the method. */
  private static ExtensionContext parent(ExtensionContext context) {
    ExtensionContext at = context;
    while (at.getTestMethod().isPresent() || at.getTestClass().isEmpty()) {
      at = at.getParent().orElseThrow();
    }
    return at;
  }

  /** The class around all others. */
  private static ExtensionContext outermost(ExtensionContext context) {
    ExtensionContext at = parent(context);
    while (at.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
      at = at.getParent().orElseThrow();
    }
    return at;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    boolean failed = context.getExecutionException().isPresent();
    String name = context.getRequiredTestClass().getSimpleName() + "-" + context.getDisplayName();
    var visits = open(context);
    for (Visit visit : visits) {
      if (failed) {
        visit.keepPicture(name.replaceAll("[^A-Za-z0-9]+", "-"));
      }
      visit.close();
    }
    if (!failed) {
      visits.forEach(Visit::wasWithoutErrors);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Running running = context.getStore(OURS).remove(Running.class, Running.class);
    if (running != null) {
      running.close();
    }
  }

  /** A browser and what drives it; of one thread. */
  private record Running(Playwright playwright, Browser browser) {
    static Running start() {
      PlaywrightAssertions.setDefaultAssertionTimeout(Visit.LONGEST_MILLIS);
      var playwright =
          Playwright.create(new Playwright.CreateOptions().setEnv(Chromium.ENVIRONMENT));
      return new Running(playwright, playwright.chromium().launch(Chromium.launchOptions()));
    }

    void close() {
      browser.close();
      playwright.close();
    }
  }
}
