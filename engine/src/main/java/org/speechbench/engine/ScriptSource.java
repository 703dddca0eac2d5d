package org.speechbench.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TorchScript source put together from fragments. A fragment is a resource with methods of one class, written as
 * {@code def name(self, x: Tensor) -> Tensor:} indented by two spaces; a word between two {@code $} is a constant that
 * is replaced before the source is packed. {@code $DTYPE$} is always the scalar type of the precision.
 */
public final class ScriptSource {
    private static final Pattern CONSTANT = Pattern.compile("\\$([A-Z_0-9]+)\\$");
    private static final String HEADER =
            """
            class Kernels(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.Kernels, x: Tensor) -> Tensor:
                return x
            """;

    private final StringBuilder body = new StringBuilder();
    private final Map<String, String> constants = new LinkedHashMap<>();

    public ScriptSource(Precision precision) {
        constants.put("DTYPE", Integer.toString(precision.scalarType()));
    }

    /** Adds the methods of a resource that lies beside a class. */
    public ScriptSource fragment(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource + " beside " + beside.getName());
            }
            return text(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds methods given as text. */
    public ScriptSource text(String methods) {
        body.append(methods);
        if (!methods.endsWith("\n")) {
            body.append('\n');
        }
        return this;
    }

    /** Sets a constant: a number, or {@code True} or {@code False} for a boolean. */
    public ScriptSource constant(String name, Object value) {
        constants.put(name, value instanceof Boolean b ? (b ? "True" : "False") : value.toString());
        return this;
    }

    /** The finished source. */
    String build() {
        Matcher m = CONSTANT.matcher(body.toString().replace("(self,", "(self: __torch__.Kernels,"));
        return HEADER
                + m.replaceAll(r -> {
                    String value = constants.get(r.group(1));
                    if (value == null) {
                        throw new IllegalStateException("script constant " + r.group(1) + " is not set");
                    }
                    return Matcher.quoteReplacement(value);
                });
    }
}
