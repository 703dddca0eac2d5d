package org.speechbench.cli.doctor;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Home;

/**
 * The environment that is checked.
 *
 * @param environment the environment variables of the process
 * @param home the folder of speechbench; null if it is not known
 * @param data the data folder that was named on the command line; null if none was
 * @param working the working folder, in which runs are written
 * @param engine the engine, which is started when a check first requests it
 */
public record Environment(
        Map<String, String> environment, @Nullable Path home, @Nullable Path data, Path working, EngineStart engine) {
    public Environment {
        environment = Map.copyOf(environment);
    }

    /** Whether speechbench is an unpacked archive, which is never built. */
    boolean isArchive() {
        return home != null && !new Home(home).hasSources();
    }

    /** An environment variable; empty if it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
