package io.sluice.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A person before the dashboard: looks at what is shown, and uses nothing else. */
final class Browser implements AutoCloseable {
  private static final File DRIVER = new File("/usr/bin/chromedriver");
  private static final File CHROMIUM = new File("/usr/bin/chromium");

  /** The network's own words about an answer that is no success: the page shows these itself. */
  private static final String ANSWER = "Failed to load resource";

  private final String url;
  private final ChromeDriver driver;

  private Browser(String url, ChromeDriver driver) {
    this.url = url;
    this.driver = driver;
  }

  /** Skips the test where there is no Chromium; in CI that fails. */
  static Browser openOrSkip(String url) {
    if (!DRIVER.canExecute() || !CHROMIUM.canExecute()) {
      assertThat(System.getenv("CI")).as("Chromium is required in CI").isNotEqualTo("true");
      Assumptions.abort("needs Debian's chromium and chromium-driver");
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM);
    // Root may not use Chromium's sandbox, and a container's shared memory is small.
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER)
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    Browser browser = new Browser(url, driver);
    browser.resize(1280, 1000);
    return browser.go("");
  }

  Browser resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    return this;
  }

  /**
   * @param scheme light or dark, as the system asks for it
   */
  Browser colours(String scheme) {
    Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    return this;
  }

  /** Loads the page anew, with a clock that is ahead of everybody's. */
  Browser withClockAheadBy(Duration ahead) {
    String script =
        "const right = Date.now; Date.now = () => right() + %d".formatted(ahead.toMillis());
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    driver.navigate().refresh();
    return this;
  }

  /**
   * @param place what stands behind {@code #/}
   */
  Browser go(String place) {
    driver.get(url + "/#/" + place);
    return this;
  }

  /** Waits until the page says so, in the part that belongs to it. */
  Browser sees(String text) {
    return sees(By.tagName("body"), text);
  }

  Browser sees(By where, String text) {
    Flow.soon()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(driver.findElement(where).getText()).contains(text));
    return this;
  }

  Browser seesNot(By where, String text) {
    Flow.soon()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(driver.findElement(where).getText()).doesNotContain(text));
    return this;
  }

  String text(By where) {
    return driver.findElement(where).getText();
  }

  /** Presses a button, or follows a link, as it is called. */
  Browser press(String words) {
    return press(By.tagName("body"), words);
  }

  Browser press(By within, String words) {
    By target =
        By.xpath(
            ".//*[self::button or self::a or self::summary][normalize-space()='" + words + "']");
    return click(() -> driver.findElement(within).findElement(target));
  }

  Browser click(By target) {
    return click(() -> driver.findElement(target));
  }

  private Browser click(java.util.function.Supplier<WebElement> find) {
    Flow.soon()
        .ignoreExceptions()
        .until(
            () -> {
              try {
                find.get().click();
                return true;
              } catch (StaleElementReferenceException gone) {
                // The page drew it anew between the look and the click.
                return false;
              }
            });
    return this;
  }

  /** Fills a field in, by its name. */
  Browser write(String field, String text) {
    By target = By.cssSelector("dialog [name='" + field + "'], main [name='" + field + "']");
    Flow.soon()
        .ignoreExceptions()
        .until(
            () -> {
              WebElement input = driver.findElement(target);
              input.clear();
              input.sendKeys(text);
              return true;
            });
    return this;
  }

  /** Keys of the keyboard, to whatever has the focus. */
  Browser type(CharSequence... keys) {
    for (CharSequence key : keys) {
      driver.switchTo().activeElement().sendKeys(key);
    }
    return this;
  }

  /** Goes on with Tab until what has the focus reads so. */
  Browser tabTo(String words) {
    for (int step = 0; step < 200; step++) {
      WebElement focused = driver.switchTo().activeElement();
      if (focused.getText().trim().equals(words)) {
        return this;
      }
      focused.sendKeys(Keys.TAB);
    }
    throw new AssertionError("'" + words + "' cannot be reached with the keyboard");
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Nothing sticks out to the right. */
  Browser fitsIntoItsWidth() {
    Flow.soon()
        .untilAsserted(
            () ->
                assertThat(
                        (Long)
                            run(
                                "return document.documentElement.scrollWidth"
                                    + " - document.documentElement.clientWidth"))
                    .isLessThanOrEqualTo(0));
    return this;
  }

  /** What axe-core calls serious or critical. */
  Browser isAccessible() {
    List<Rule> violations = new AxeBuilder().analyze(driver).getViolations();
    assertThat(violations)
        .filteredOn(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
    return this;
  }

  /** No error of a script, and nothing that the content security policy had to stop. */
  Browser hadNoProblem() {
    List<LogEntry> all = driver.manage().logs().get(LogType.BROWSER).getAll();
    assertThat(all)
        .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .extracting(LogEntry::getMessage)
        .filteredOn(message -> !message.contains(ANSWER))
        .isEmpty();
    return this;
  }

  /** For the docs: only where they are to be written anew. */
  Browser picture(String name) {
    if (Boolean.getBoolean("sluice.docs.rewrite")) {
      Path file = Path.of(System.getProperty("sluice.root"), "docs", "images", name + ".png");
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
      } catch (IOException problem) {
        throw new UncheckedIOException(problem);
      }
    }
    return this;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
