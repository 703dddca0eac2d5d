package org.speechbench.reports.significance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Subject;

/**
 * What scores must share to be of one upstream, whose trainings and seeds are averaged in one row and pooled in one
 * comparison. Weights of one recipe, and random ones, differ with every seed and nevertheless count as one upstream;
 * other weights have nothing in common with any others.
 *
 * @param precision the precision of the upstream's matrix products
 * @param digest the digest of weights whose recipe is not known; otherwise empty
 * @param recipe the digest of the recipe; empty if it is not known
 */
public record UpstreamKey(
        String label, String provider, String size, String init, String precision, String digest, String recipe) {
    public static UpstreamKey of(ResultRow row) {
        Subject subject = row.subject();
        String recipe = subject.training().recipe();
        boolean drawn = subject.init().equals("random") || !recipe.isEmpty();
        return new UpstreamKey(
                subject.label(),
                subject.provider(),
                subject.size(),
                subject.init(),
                row.conditions().precision(),
                drawn ? "" : subject.digest(),
                recipe);
    }

    /** An upstream of which only the label is known. */
    public static UpstreamKey named(String label) {
        return new UpstreamKey(label, "", "", "", "", "", "");
    }

    private UpstreamKey ofUnknownWeights() {
        return new UpstreamKey(label, provider, size, init, precision, "", "");
    }

    /** Everything but the label, for messages. */
    String words() {
        return Stream.of(provider, size, init, precision, digest + recipe)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** The upstream as rows describe it. */
    public Subject subject() {
        return new Subject(label, provider, size, init, digest, false, new Subject.Training(null, recipe));
    }

    /** The upstreams of the given rows in order of first appearance. */
    public static List<UpstreamKey> all(List<ResultRow> rows) {
        Set<UpstreamKey> keys = new LinkedHashSet<>();
        rows.forEach(row -> keys.add(of(row)));
        List<UpstreamKey> known = List.copyOf(keys);
        return known.stream().map(key -> key.in(known)).distinct().toList();
    }

    /** A failed upstream may not know its weights; it is then the first upstream with its name that does. */
    public UpstreamKey in(List<UpstreamKey> known) {
        return equals(ofUnknownWeights())
                ? known.stream().filter(this::sameBut).findFirst().orElse(this)
                : this;
    }

    private boolean sameBut(UpstreamKey other) {
        return !other.equals(this) && other.ofUnknownWeights().equals(this);
    }

    /** Whether the weights were never trained: the upstream is a lower bound, not a competitor. */
    public boolean random() {
        return init.equals("random");
    }

    /** Whether the weights were trained, here or elsewhere. */
    public boolean trained() {
        return init.equals("pretrained") || init.equals("checkpoint");
    }

    /** Whether this is the network of another upstream without its training, as far as provider, size and precision tell. */
    public boolean isUntrained(UpstreamKey trained) {
        return random()
                && provider.equals(trained.provider)
                && size.equals(trained.size)
                && precision.equals(trained.precision);
    }

    /** The first digits of the digest of weights or recipe; empty if neither is known. */
    public String shortDigest() {
        String known = digest.isEmpty() ? recipe : digest;
        return known.substring(0, Math.min(8, known.length()));
    }

    /** The provider and the size. */
    public String model() {
        return (provider + " " + size).strip();
    }
}
