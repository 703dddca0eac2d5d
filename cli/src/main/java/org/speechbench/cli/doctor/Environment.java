package org.speechbench.cli.doctor;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What checks look at.
 *
 * @param environment variables of the process
 * @param home folder of speechbench; null if it is not known
 * @param data folder that was named on the command line; null if none was
 * @param working folder, in which runs are written
 * @param engine started when a check first asks for it
 */
public record Environment(
        Map<String, String> environment, @Nullable Path home, @Nullable Path data, Path working, EngineStart engine) {
    public Environment {
        environment = Map.copyOf(environment);
    }

    /** An environment variable; empty if it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
