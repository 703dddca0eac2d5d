package org.speechbench.upstream.portable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;

/**
 * The properties that shapes do not determine, each with its source: a configuration in or next to the file, the user,
 * or a published size with these shapes. Nothing else is assumed to be known.
 */
public record ToldSettings(Told<Integer> heads, Told<Boolean> normFirst, Told<Boolean> normalize) {
    /**
     * A size whose weights others have published.
     *
     * @param name of the size
     */
    public record Published(String name, StatedSettings settings) {}

    /** The properties that a configuration states; empty where it states nothing. */
    public record Configured(
            Optional<Told<Integer>> heads, Optional<Told<Boolean>> normFirst, Optional<Told<Boolean>> normalize) {}

    /**
     * Combines what is known.
     *
     * @param place for messages
     * @param published with exactly the shapes of the file; null for none
     * @param width D, which heads divide
     * @throws UserError if something is not known, or the user contradicts the configuration
     */
    public static ToldSettings of(
            Path place,
            Configured configured,
            Optional<StatedSettings> stated,
            @Nullable Published published,
            int width) {
        List<String> unknown = new ArrayList<>();
        StatedSettings user = stated.orElse(null);
        StatedSettings known = published == null ? null : published.settings();
        Source source = new Source(place, published == null ? "" : published.name(), unknown);
        Told<Integer> heads = source.told(
                StatedSettings.HEADS,
                configured.heads(),
                user == null ? null : (Integer) user.heads(),
                known == null ? null : (Integer) known.heads(),
                0);
        Told<Boolean> normFirst = source.told(
                StatedSettings.NORM_FIRST,
                configured.normFirst(),
                user == null ? null : (Boolean) user.normFirst(),
                known == null ? null : (Boolean) known.normFirst(),
                false);
        Told<Boolean> normalize = source.told(
                StatedSettings.NORMALIZE,
                configured.normalize(),
                user == null ? null : (Boolean) user.normalize(),
                known == null ? null : (Boolean) known.normalize(),
                false);
        if (!unknown.isEmpty()) {
            throw untold(place, unknown);
        }
        if (width % heads.value() != 0) {
            throw new UserError(
                    place + ": " + heads.value() + " attention heads do not divide its width " + width + ".",
                    "Correct the heads, which are said " + heads.by() + ".");
        }
        return new ToldSettings(heads, normFirst, normalize);
    }

    /** Adds the properties to facts for listings and provenance. */
    public void addTo(Map<String, String> facts) {
        facts.put(StatedSettings.HEADS, heads.text());
        facts.put(StatedSettings.NORM_FIRST, normFirst.text());
        facts.put(StatedSettings.NORMALIZE, normalize.text());
    }

    private static UserError untold(Path place, List<String> unknown) {
        return new UserError(
                place + " does not tell its " + String.join(", ", unknown)
                        + " (attention heads, norm before or after blocks, samples normalised), and its shapes are those"
                        + " of no published size.",
                "Give all three: --heads N --norm-first true|false --normalize true|false of 'speechbench checkpoint"
                        + " import' and 'speechbench encode', or settings: { heads: N, norm_first: ..., normalize: ... } of"
                        + " an upstream in an experiment.");
    }

    private record Source(Path place, String published, List<String> unknown) {
        <T> Told<T> told(String name, Optional<Told<T>> configured, @Nullable T stated, @Nullable T known, T unset) {
            if (configured.isPresent()) {
                Told<T> told = configured.get();
                if (stated != null && !stated.equals(told.value())) {
                    throw new UserError(
                            place + ": " + name + " is given as " + stated + ", but is " + told.text() + ".",
                            "Leave heads, norm_first and normalize out; the checkpoint tells them.");
                }
                return told;
            }
            if (stated != null) {
                return new Told<>(stated, "as given");
            }
            if (known != null) {
                return new Told<>(known, "of the published size " + published + ", whose shapes these are");
            }
            unknown.add(name);
            return new Told<>(unset, "");
        }
    }
}
