package io.fivewhys.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The modules of the console that work something out, each by itself, without a service: their
 * tests are {@code *.test.js} among the resources, which export functions by what they say.
 */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ChromiumIsHere.class)
class ModulesTest {
  private static final String ROOT = "http://console.test/";
  private static final Path TESTS = Path.of("src/test/resources/console-tests");
  private static final Path CONSOLE = Path.of("src/main/resources/console");

  private Playwright playwright;
  private Browser browser;
  private Page page;
  private final List<String> errors = new ArrayList<>();

  @BeforeAll
  void open() {
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Chromium.ENVIRONMENT));
    browser = playwright.chromium().launch(Chromium.launchOptions());
    page = browser.newPage();
    page.onPageError(errors::add);
    page.route("**/*", ModulesTest::answer);
    page.navigate(ROOT);
  }

  @AfterAll
  void close() {
    browser.close();
    playwright.close();
  }

  /** From the files as they are; nothing is asked of anybody. */
  private static void answer(Route route) {
    String path = route.request().url().substring(ROOT.length());
    Path file =
        Stream.of(TESTS, CONSOLE)
            .map(directory -> directory.resolve(path))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(null);
    if (path.isEmpty()) {
      route.fulfill(
          new Route.FulfillOptions().setContentType("text/html").setBody("<!doctype html><base>"));
    } else if (file == null) {
      route.fulfill(new Route.FulfillOptions().setStatus(404));
    } else {
      route.fulfill(new Route.FulfillOptions().setPath(file).setContentType("text/javascript"));
    }
  }

  @TestFactory
  List<DynamicContainer> modules() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".test.js"))
              .sorted()
              .toList();
      assertThat(names).isNotEmpty();
      return names.stream().map(this::testsOf).toList();
    }
  }

  private DynamicContainer testsOf(String module) {
    var names =
        (List<?>)
            page.evaluate("async (name) => Object.keys((await import('/' + name)).tests)", module);
    assertThat(names).as(module).isNotEmpty();
    return DynamicContainer.dynamicContainer(
        module, names.stream().map(name -> test(module, name.toString())));
  }

  private DynamicTest test(String module, String name) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Object failure =
              page.evaluate(
                  "async ([module, name]) => {"
                      + " try { await (await import('/' + module)).tests[name](); return null; }"
                      + " catch (failure) { return failure.stack; } }",
                  List.of(module, name));
          assertThat(failure).as(name).isNull();
          assertThat(errors).isEmpty();
        });
  }
}
