package org.speechbench.reports;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Subject;

/**
 * What scores must share to be in one row. The digest matters only for trained weights: random weights differ with
 * every seed and nevertheless count as one upstream.
 */
public record UpstreamKey(String label, String provider, String size, String init, String digest) {

    public static UpstreamKey of(ResultRow row) {
        Subject subject = row.subject();
        UpstreamKey key =
                new UpstreamKey(subject.label(), subject.provider(), subject.size(), subject.init(), subject.digest());
        return key.trained() ? key : key.withoutDigest();
    }

    private UpstreamKey withoutDigest() {
        return new UpstreamKey(label, provider, size, init, "");
    }

    /** The upstream as rows describe it. */
    public Subject subject() {
        return new Subject(label, provider, size, init, digest, false);
    }

    /** The upstreams of the given rows in order of first appearance. */
    static List<UpstreamKey> all(List<ResultRow> rows) {
        Set<UpstreamKey> keys = new LinkedHashSet<>();
        rows.forEach(row -> keys.add(of(row)));
        List<UpstreamKey> known = List.copyOf(keys);
        return known.stream().map(key -> key.in(known)).distinct().toList();
    }

    /** A failed upstream may not know its digest; it is then the first upstream with its name that does. */
    UpstreamKey in(List<UpstreamKey> known) {
        return digest.isEmpty()
                ? known.stream().filter(this::sameBut).findFirst().orElse(this)
                : this;
    }

    private boolean sameBut(UpstreamKey other) {
        return !other.digest.isEmpty() && other.withoutDigest().equals(this);
    }

    /** Whether the weights were never trained: the upstream is a lower bound, not a competitor. */
    public boolean random() {
        return init.equals("random");
    }

    /** Whether the weights were trained, here or elsewhere. */
    public boolean trained() {
        return init.equals("pretrained") || init.equals("checkpoint");
    }

    /** The first digits of the digest; empty if there is none. */
    String shortDigest() {
        return digest.substring(0, Math.min(8, digest.length()));
    }

    /** The provider and the size. */
    public String model() {
        return (provider + " " + size).strip();
    }
}
