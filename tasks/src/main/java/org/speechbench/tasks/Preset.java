package org.speechbench.tasks;

/** Which head and schedule: the published protocol, or small heads that train in minutes on a CPU. Never compared. */
public enum Preset {
    SUPERB,
    QUICK;

    /** Lower case, as in configuration files and results. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
