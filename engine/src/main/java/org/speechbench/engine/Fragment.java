package org.speechbench.engine;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.TextLines;

/**
 * Methods of a script: TorchScript in the syntax of Python, one {@code def name(self, x: Tensor) -> Tensor:} after
 * another. The methods of all fragments of a script belong to one class and call each other as {@code self.name(x)};
 * the methods that a fragment provides and those that it requires from others are read from its text and
 * {@linkplain ScriptSource#build checked} when the fragments are joined.
 *
 * <p>A word in capitals ({@code HEADS}) is a constant, whose value is set by {@link #constant}; {@code DTYPE} is always
 * the type of matrix products. {@code w} is the list of weights that a method is given, and {@code w.out_proj.weight}
 * is one of them, which {@link #weights} looks up in a {@link ParameterLayout}.
 *
 * <p>An objective is also a fragment. It names the weights of the whole network ({@code w.front}, {@code w.encoder},
 * {@code w.heads[0]}), whose layout it is given when it is joined to the network's blocks. It calls the methods of the
 * blocks, and takes gradients with {@code leaves} and {@code differentiated} of {@code gradients.py}.
 *
 * @param name of the resource, for messages
 * @param text the methods, without comments
 * @param provides names of its methods
 * @param requires names of the methods that it calls and does not contain
 */
public record Fragment(String name, String text, Set<String> provides, Set<String> requires) {
    private static final Pattern METHOD = Pattern.compile("(?m)^def (\\w+)\\(\\s*self\\b");
    private static final Pattern CALL = Pattern.compile("\\bself\\.(\\w+)\\(");
    private static final Pattern COMMENT = Pattern.compile("(?m)(^ *\"\"\"[^\"]*\"\"\" *|\\s+#.*|^#.*)$");

    /**
     * The methods that every training script needs: {@code leaves(w, first)}, the weights as leaves of a graph, and
     * {@code differentiated(loss, leaves)}, a gradient for each of them.
     */
    public static final Fragment GRADIENTS = of(Fragment.class, "gradients.py");

    /**
     * The methods {@code on_device(x, like)} and {@code all_on_device(tensors, like)}: tensors on the device of another.
     * The input of a step is created on the host and copied by these, because creating an array on a GPU waits for
     * everything that is queued there.
     */
    public static final Fragment ON_DEVICE = of(Fragment.class, "on_device.py");

    /**
     * The methods {@code joined(tensors)}, the values of all tensors in one, and {@code parted(values, like)}, which undoes
     * it: what is converted or copied to another device at once.
     */
    public static final Fragment JOINED = of(Fragment.class, "joined.py");

    public Fragment {
        provides = Collections.unmodifiableSet(new TreeSet<>(provides));
        requires = Collections.unmodifiableSet(new TreeSet<>(requires));
    }

    /** The methods of a resource in the package of a class. */
    public static Fragment of(Class<?> beside, String resource) {
        return text(resource, TextLines.resource(beside, resource));
    }

    /**
     * Methods given as text, indented or not.
     *
     * @param name for messages
     */
    public static Fragment text(String name, String methods) {
        String text =
                COMMENT.matcher(methods.stripTrailing().stripIndent() + "\n").replaceAll("");
        Set<String> provides = names(METHOD, text);
        Set<String> requires = names(CALL, text);
        requires.removeAll(provides);
        return new Fragment(name, text, provides, requires);
    }

    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        pattern.matcher(text).results().forEach(r -> names.add(r.group(1)));
        return names;
    }

    /**
     * Sets the value of a constant.
     *
     * @param value a number, a list of numbers, or a boolean
     * @throws IllegalArgumentException if the text does not contain the constant
     */
    public Fragment constant(String constant, Object value) {
        Matcher found = Pattern.compile("\\b" + constant + "\\b").matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException(name + " has no constant " + constant);
        }
        String written = value instanceof Boolean b ? (b ? "True" : "False") : value.toString();
        return new Fragment(name, found.replaceAll(Matcher.quoteReplacement(written)), provides, requires);
    }

    /**
     * Replaces the names of weights in the text by their positions in {@code w}.
     *
     * @throws IllegalArgumentException if the text names a weight that the layout does not contain
     */
    public Fragment weights(ParameterLayout layout) {
        try {
            return new Fragment(name, layout.resolve(text), provides, requires);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
