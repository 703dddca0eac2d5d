package org.speechbench.reports.html;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.speechbench.core.Digests;
import org.speechbench.core.TextLines;

/**
 * A self-contained page. Its content security policy allows only the style sheet and the script in it, which are
 * identified by their hashes, so that data could do no harm even if they were taken for markup.
 */
public final class Page {
    private final String style = resource("report.css");
    private final String script = resource("report.js");

    /** The whole document with a body. */
    public String render(String title, Element body) {
        Element head = Element.of("head")
                .add(
                        Element.of("meta").with("charset", "utf-8"),
                        Element.of("meta")
                                .with("http-equiv", "Content-Security-Policy")
                                .with("content", policy()),
                        Element.of("meta")
                                .with("name", "viewport")
                                .with("content", "width=device-width, initial-scale=1"),
                        Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
                        Element.of("title", title),
                        Element.of("style").code(style));
        body.add(Element.of("script").code(script));
        return "<!DOCTYPE html>\n"
                + Element.of("html").with("lang", "en").add(head, body).render();
    }

    private String policy() {
        return "default-src 'none'; img-src data:; media-src data:; style-src " + hash(style) + "; script-src "
                + hash(script) + "; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String code) {
        byte[] digest = Digests.sha256().digest(code.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    /** Line ends are normalised, as browsers do before hashing. */
    private static String resource(String name) {
        return TextLines.resource(Page.class, name).replace("\r\n", "\n");
    }
}
