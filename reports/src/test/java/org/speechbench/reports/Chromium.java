package org.speechbench.reports;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The browser of the system, without a window. Never downloads one. */
final class Chromium implements AutoCloseable {
    /** Name of {@link #installed}. */
    static final String INSTALLED = "org.speechbench.reports.Chromium#installed";

    /** What a skipped test says. */
    static final String MISSING = "no browser; on Debian or Ubuntu: sudo apt-get install chromium";

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Chromium(Path executable) {
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS", "1")));
        // A browser that root starts, as containers do, has no sandbox of its own.
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox")));
    }

    /** Whether there is one; for {@code EnabledIf}. */
    static boolean installed() {
        return executable().isPresent();
    }

    private static Optional<Path> executable() {
        return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** Starts the one that is there. */
    static Chromium start() {
        return new Chromium(executable().orElseThrow());
    }

    /** What pages have logged, asked of the network or shown as a dialog since the start. */
    List<String> complaints() {
        return complaints;
    }

    Page open(Path html, int width, ColorScheme theme, boolean scripts) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(theme)
                .setJavaScriptEnabled(scripts));
        Page page = context.newPage();
        page.onConsoleMessage(message -> complaints.add("console: " + message.text()));
        page.onPageError(error -> complaints.add("error: " + error));
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith("file:") && !url.startsWith("data:")
                    || url.startsWith("file:") && !url.contains(".html")) {
                complaints.add("request: " + url);
            }
        });
        page.navigate(html.toUri().toString());
        return page;
    }

    /** What axe finds on a page with everything opened, as far as it is serious or critical. */
    static List<?> serious(Page page) {
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        page.evaluate(axe());
        return (List<?>) page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
                + ".filter(v => ['serious', 'critical'].includes(v.impact))"
                + ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary).join(' | '))");
    }

    private static String axe() {
        try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
