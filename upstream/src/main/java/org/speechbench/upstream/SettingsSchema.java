package org.speechbench.upstream;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/**
 * The settings that the upstreams of a provider take. This is the only place where settings are checked, completed with
 * their defaults and listed.
 *
 * @param provider name of the provider, for messages
 */
public record SettingsSchema(String provider, List<Setting> settings) {
    public SettingsSchema {
        settings = List.copyOf(settings);
    }

    public static SettingsSchema of(String provider, Setting... settings) {
        return new SettingsSchema(provider, List.of(settings));
    }

    /**
     * The settings with which an upstream is opened.
     *
     * @throws UserError as {@link #read(Map)}, and if a setting applies to a checkpoint and there is none
     */
    public Settings read(UpstreamSpec spec) {
        Settings read = read(spec.settings());
        settings.stream()
                .filter(setting -> setting.ofCheckpoint() && spec.isRandom() && read.isGiven(setting.name()))
                .findFirst()
                .ifPresent(setting -> {
                    throw new UserError(
                            "The setting '" + setting.name() + "' is about a checkpoint, and there is none.",
                            "Leave it out.");
                });
        return read;
    }

    /**
     * Settings by name, with the defaults of those that are left out.
     *
     * @throws UserError if there is no setting of a given name, or a setting does not take its value
     */
    public Settings read(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>();
        settings.forEach(setting -> all.put(setting.name(), setting.usual()));
        new TreeMap<>(given).forEach((name, value) -> {
            setting(name).check(provider, value);
            all.put(name, value);
        });
        return new Settings(all, given.keySet());
    }

    private Setting setting(String name) {
        List<String> known = settings.stream().map(Setting::name).sorted().toList();
        return settings.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        NearNames.unknown("Upstream " + provider + " has no setting '" + name + "'.", name, known));
    }
}
