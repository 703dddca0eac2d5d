package org.speechbench.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** TorchScript source joined from fragments. */
public final class ScriptSource {
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z_0-9]+\\b");
    private static final Pattern DTYPE = Pattern.compile("\\bDTYPE\\b");
    private static final Pattern SELF = Pattern.compile("(?m)^(def \\w+\\(\\s*)self\\b");
    private static final String HEADER =
            """
            class Kernels(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.Kernels, x: Tensor) -> Tensor:
                return x
            """;

    private final Precision precision;
    private final Set<Fragment> fragments = new LinkedHashSet<>();

    /** @param precision whose scalar type the constant {@code DTYPE} is */
    public ScriptSource(Precision precision) {
        this.precision = precision;
    }

    /** Adds fragments; a fragment that was already added is not added again. */
    public ScriptSource add(Fragment... more) {
        return add(List.of(more));
    }

    /** Adds fragments; a fragment that was already added is not added again. */
    public ScriptSource add(Collection<Fragment> more) {
        fragments.addAll(more);
        return this;
    }

    /**
     * @throws IllegalStateException if two fragments have a method of the same name, a method is called that no
     *     fragment has, or a constant or a weight has not been replaced
     */
    public String build() {
        Map<String, Fragment> provided = new HashMap<>();
        for (Fragment fragment : fragments) {
            for (String method : fragment.provides()) {
                Fragment other = provided.put(method, fragment);
                if (other != null) {
                    throw new IllegalStateException(
                            other.name() + " and " + fragment.name() + " both have a method " + method);
                }
            }
        }
        StringBuilder source = new StringBuilder(HEADER);
        for (Fragment fragment : fragments) {
            requireProvided(fragment, provided.keySet());
            source.append(finished(fragment));
        }
        return source.toString();
    }

    private void requireProvided(Fragment fragment, Set<String> provided) {
        List<String> missing =
                fragment.requires().stream().filter(m -> !provided.contains(m)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(fragment.name() + " needs " + String.join(", ", missing)
                    + ", which no fragment has. "
                    + fragments.stream()
                            .map(f -> f.name() + " has " + String.join(", ", f.provides()))
                            .collect(Collectors.joining("; ")));
        }
    }

    private String finished(Fragment fragment) {
        List<String> weights = ParameterLayout.references(fragment.text());
        if (!weights.isEmpty()) {
            throw new IllegalStateException(
                    fragment.name() + " names the weight " + weights.get(0) + ", but was given no layout");
        }
        String text = DTYPE.matcher(fragment.text()).replaceAll(Integer.toString(precision.scalarType()));
        Matcher left = CONSTANT.matcher(text);
        if (left.find()) {
            throw new IllegalStateException(fragment.name() + " has no value for the constant " + left.group());
        }
        return SELF.matcher(text)
                .replaceAll("$1self: __torch__.Kernels")
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> "  " + line + "\n")
                .collect(Collectors.joining());
    }
}
