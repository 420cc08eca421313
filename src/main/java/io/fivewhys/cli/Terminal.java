package io.fivewhys.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What standard output is shown on.
 *
 * @param interactive a person looks at it
 * @param columns its width
 */
public record Terminal(boolean interactive, int columns) {
  private static final int NARROWEST = 40;
  private static final int USUAL = 100;
  // Longer lines are hard to read, however wide the window is.
  private static final int WIDEST = 120;

  public static Terminal none() {
    return new Terminal(false, USUAL);
  }

  public static Terminal ofThisProcess() {
    boolean interactive =
        System.console() != null && System.console().isTerminal() || isDeviceOfTerminal();
    return interactive ? new Terminal(true, within(columnsOfDevice())) : none();
  }

  /**
   * The console counts only with input from it as well; with a pipe into us, ask the descriptor.
   */
  private static boolean isDeviceOfTerminal() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static int columnsOfDevice() {
    try {
      var process = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return USUAL;
      }
      String size =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return Integer.parseInt(size.substring(size.indexOf(' ') + 1));
    } catch (IOException | NumberFormatException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  private static int within(int columns) {
    return columns <= 0 ? USUAL : Math.clamp(columns, NARROWEST, WIDEST);
  }
}
