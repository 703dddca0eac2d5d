package org.speechbench.upstream.portable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
        Source source = new Source(place, stated.orElse(null), published, unknown);
        Told<Integer> heads = source.told(StatedSettings.HEADS, configured.heads(), StatedSettings::heads, 0);
        Told<Boolean> normFirst =
                source.told(StatedSettings.NORM_FIRST, configured.normFirst(), StatedSettings::normFirst, false);
        Told<Boolean> normalize =
                source.told(StatedSettings.NORMALIZE, configured.normalize(), StatedSettings::normalize, false);
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

    private record Source(
            Path place, @Nullable StatedSettings user, @Nullable Published published, List<String> unknown) {
        <T> Told<T> told(String name, Optional<Told<T>> configured, Function<StatedSettings, T> of, T unset) {
            if (configured.isPresent()) {
                Told<T> told = configured.get();
                if (user != null && !of.apply(user).equals(told.value())) {
                    throw new UserError(
                            place + ": " + name + " is given as " + of.apply(user) + ", but is " + told.text() + ".",
                            "Leave heads, norm_first and normalize out; the checkpoint tells them.");
                }
                return told;
            }
            if (user != null) {
                return new Told<>(of.apply(user), "as given");
            }
            if (published != null) {
                return new Told<>(
                        of.apply(published.settings()),
                        "of the published size " + published.name() + ", whose shapes these are");
            }
            unknown.add(name);
            return new Told<>(unset, "");
        }
    }
}
