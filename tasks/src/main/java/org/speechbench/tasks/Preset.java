package org.speechbench.tasks;

/**
 * The choice of head and schedule: the published protocol, or small heads that train in minutes on a CPU. Scores under
 * different presets are never compared.
 */
public enum Preset {
    SUPERB,
    QUICK;

    /** The name in lower case, as used in configuration files and results. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
