package org.speechbench.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Maps the names of a method's weights to their positions in the list {@code w} that it is given. Scripts name weights
 * as PyTorch does, {@code w.attention.q_proj.weight}, and a layout replaces the names by positions:
 *
 * <ul>
 *   <li>{@code w.out_proj.weight} is one tensor;
 *   <li>{@code w.attention} is the list of all weights with this prefix, as the method of a nested block takes it;
 *   <li>{@code w.layers[l]} and {@code w.layers[l].norm.weight} are the same for a numbered part, which an {@code int}
 *       selects while the script runs; the parts must be alike.
 * </ul>
 *
 * <p>What follows the name of one tensor is a call on that tensor: {@code w.out_proj.weight.size(0)}.
 */
public final class ParameterLayout {
    private static final Pattern REFERENCE =
            Pattern.compile("(?<![\\w.])w((?:\\.[A-Za-z_]\\w*)(?:\\.[A-Za-z_]\\w*|\\[\\w+])*)");
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\d+)]|\\[(\\w+)]");

    private final List<String> names;
    private final Map<String, Span> spans = new LinkedHashMap<>();

    /**
     * The positions from {@code first} on, below {@code end}.
     *
     * @param consecutive whether all positions in the range belong to it
     */
    public record Span(int first, int end, boolean consecutive) {
        Span with(int position) {
            return new Span(first, position + 1, consecutive && position == end);
        }
    }

    private ParameterLayout(List<String> names) {
        this.names = List.copyOf(names);
    }

    /**
     * A layout of names in the order of the list.
     *
     * @param groups prefixes of names for which there may be no weights; they are empty lists in that case
     * @throws IllegalArgumentException if two weights have the same name
     */
    public static ParameterLayout of(List<String> names, String... groups) {
        ParameterLayout layout = new ParameterLayout(names);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (layout.spans.containsKey(name)) {
                throw new IllegalArgumentException("two weights are called " + name);
            }
            layout.spans.put(name, new Span(i, i + 1, true));
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                int position = i;
                layout.spans.compute(
                        name.substring(0, dot),
                        (group, span) -> span == null ? new Span(position, position + 1, true) : span.with(position));
            }
        }
        for (String group : groups) {
            layout.spans.putIfAbsent(group, new Span(0, 0, true));
        }
        return layout;
    }

    /**
     * The positions of a weight, or of all weights whose names begin with a prefix.
     *
     * @throws IllegalArgumentException if there are none, or others lie between them
     */
    public Span span(String name) {
        Span span = spans.get(name);
        if (span == null) {
            throw new IllegalArgumentException("there is no weight " + name + ", only " + String.join(", ", names));
        }
        if (!span.consecutive()) {
            throw new IllegalArgumentException("other weights lie between those of " + name);
        }
        return span;
    }

    /**
     * Replaces names in a text by positions.
     *
     * @throws IllegalArgumentException for a name that the layout does not contain, and for numbered parts that are not
     *     alike
     */
    String resolve(String text) {
        return REFERENCE.matcher(text).replaceAll(r -> Matcher.quoteReplacement(expression(r.group(1))));
    }

    /** Names of weights in a text that are not yet resolved. */
    static List<String> references(String text) {
        return REFERENCE.matcher(text).results().map(MatchResult::group).toList();
    }

    private String expression(String reference) {
        Path path = new Path("", null, null);
        Matcher step = STEP.matcher(reference);
        int end = 0;
        while (end < reference.length() && step.find(end)) {
            Path next = path.then(step);
            if (!spans.containsKey(next.at(0))) {
                break;
            }
            path = next;
            end = step.end();
        }
        boolean tensor = names.contains(path.at(0));
        if (end == 0 || (end < reference.length() && !tensor)) {
            throw new IllegalArgumentException("w" + reference + ": there is no such weight, only "
                    + names.stream().map(n -> "w." + n).collect(Collectors.joining(", ")));
        }
        Progression where =
                path.variable() == null ? new Progression(span(path.at(0)), 0) : progression(path, reference);
        String first = where.text(where.start().first(), path.variable());
        String text = tensor
                ? "w[" + first + "]"
                : "w[" + first + ":" + where.text(where.start().end(), path.variable()) + "]";
        return text + reference.substring(end);
    }

    /** Positions of the same part of each of several numbered parts. */
    private Progression progression(Path path, String reference) {
        List<Span> all = new ArrayList<>();
        while (spans.containsKey(path.at(all.size()))) {
            all.add(span(path.at(all.size())));
        }
        Span start = all.get(0);
        int stride = all.size() == 1 ? 0 : all.get(1).first() - start.first();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).equals(new Span(start.first() + i * stride, start.end() + i * stride, true))) {
                throw new IllegalArgumentException("w" + reference + ": part " + i + " is not like part 0");
            }
        }
        return new Progression(start, stride);
    }

    private record Progression(Span start, int stride) {
        String text(int position, @Nullable String variable) {
            return stride == 0 ? Integer.toString(position) : position + " + " + variable + " * " + stride;
        }
    }

    /**
     * A parsed reference.
     *
     * @param before name up to a number that is chosen while the script runs, or the whole name
     * @param variable that chooses the number
     * @param after the rest of the name
     */
    private record Path(String before, @Nullable String variable, @Nullable String after) {
        Path then(Matcher step) {
            String name = step.group(1) == null ? step.group(2) : step.group(1);
            if (name == null) {
                if (variable != null) {
                    throw new IllegalArgumentException("two variables choose a weight: " + step.group());
                }
                return new Path(before, step.group(3), "");
            }
            if (variable == null) {
                return new Path(before.isEmpty() ? name : before + "." + name, null, null);
            }
            return new Path(before, variable, after + "." + name);
        }

        String at(int number) {
            return variable == null ? before : before + "." + number + after;
        }
    }
}
