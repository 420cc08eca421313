package io.fivewhys.console;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The document that every page of the console starts from, with the headers it needs.
 *
 * @param html in UTF-8
 * @param headers a Content-Security-Policy among them that allows nothing from elsewhere, and
 *     styles made by programs (those of the editor) only with this document's nonce
 */
public record ConsolePage(byte[] html, Map<String, String> headers) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 18;

  /**
   * @param path of the request, from which the page finds the service's root without knowing it:
   *     whatever prefix a proxy took away is still in the browser's address
   */
  public static ConsolePage at(String path, ConsoleFiles files) {
    byte[] random = new byte[NONCE_BYTES];
    RANDOM.nextBytes(random);
    String nonce = Base64.getEncoder().encodeToString(random);
    String assets = "assets/" + files.version();
    String preloads =
        files.early().stream()
            .map(it -> "<link rel=\"modulepreload\" href=\"%s/%s\">".formatted(assets, it))
            .collect(Collectors.joining("\n"));
    String template =
        new String(
            files
                .find("index.html")
                .orElseThrow(() -> new IllegalStateException("the console has no index.html"))
                .bytes(),
            StandardCharsets.UTF_8);
    String html =
        template
            .replace("{base}", base(path))
            .replace("{assets}", assets)
            .replace("{nonce}", nonce)
            .replace("{preloads}", preloads);
    return new ConsolePage(html.getBytes(StandardCharsets.UTF_8), headers(nonce));
  }

  private static String base(String path) {
    long below = path.chars().filter(it -> it == '/').count() - 1;
    return below <= 0 ? "./" : "../".repeat(Math.toIntExact(below));
  }

  private static Map<String, String> headers(String nonce) {
    var headers = new LinkedHashMap<String, String>();
    headers.put(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; connect-src 'self';"
                .formatted(nonce)
            + " img-src 'self' data:; font-src 'self'; base-uri 'self'; form-action 'self';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    return headers;
  }
}
