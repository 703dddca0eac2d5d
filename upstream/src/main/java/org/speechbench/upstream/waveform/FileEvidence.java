package org.speechbench.upstream.waveform;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.portable.TensorSizes;
import org.speechbench.upstream.portable.Told;

/**
 * What is known about the blocks of a checkpoint.
 *
 * @param tensors shapes by the names of this suite
 * @param configuration the value of a key of the configuration in or next to the file, as text; null if it is missing
 * @param settings those that the user gives
 */
public record FileEvidence(TensorSizes tensors, Configuration configuration, Settings settings) {
    /** A configuration as text. */
    @FunctionalInterface
    public interface Configuration {
        /** Null if the key is missing. */
        @Nullable
        String text(String key);
    }

    /**
     * A whole number that shapes do not show.
     *
     * @param setting name of the user's setting
     * @param keys names in the configurations of other toolkits
     * @throws UserError if it is not known, is no positive number, or the user contradicts the configuration
     */
    public Told<Integer> number(String setting, String... keys) {
        Optional<Told<Integer>> configured = configured(keys);
        Optional<Told<Integer>> given = settings.isGiven(setting)
                ? Optional.of(new Told<>(settings.integer(setting), "as given"))
                : Optional.empty();
        if (configured.isPresent()
                && given.isPresent()
                && !configured.get().value().equals(given.get().value())) {
            throw new UserError(
                    tensors.place() + ": " + setting + " is given as "
                            + given.get().value() + ", but is "
                            + configured.get().text() + ".",
                    "Leave " + setting + " out; the checkpoint tells it.");
        }
        return configured
                .or(() -> given)
                .orElseThrow(() -> new UserError(
                        tensors.place() + " does not tell its " + setting + ": no configuration in or beside it has "
                                + String.join(" or ", keys) + ".",
                        "Put the published config.json beside the weights, or give the setting " + setting + "."));
    }

    /** The value of the first of these keys that the configuration has. */
    public Optional<Told<Integer>> configured(String... keys) {
        return Stream.of(keys)
                .filter(key -> configuration.text(key) != null)
                .findFirst()
                .map(key -> new Told<>(number(key), "by " + key));
    }

    private int number(String key) {
        String text = String.valueOf(configuration.text(key));
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new UserError(
                    tensors.place() + ": " + key + " is " + text + ", wanted a whole number above 0.",
                    "Correct the configuration.");
        }
        return Integer.parseInt(text);
    }
}
