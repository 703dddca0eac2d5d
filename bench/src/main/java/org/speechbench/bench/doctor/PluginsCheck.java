package org.speechbench.bench.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.speechbench.bench.Services;
import org.speechbench.core.UserError;

/** Whether all services load, and the jars of plug-ins. */
final class PluginsCheck implements Check {
    @Override
    public List<Finding> look(Surroundings at) {
        List<String> jars = jars(at);
        String plugins = jars.isEmpty() ? "no plug-ins in plugins/" : "plug-ins " + String.join(", ", jars);
        try {
            Services services = Services.load();
            return List.of(Finding.ok(
                    "services",
                    services.upstreams().names().size() + " upstreams, "
                            + services.tasks().names().size() + " tasks, "
                            + services.heads().names().size() + " heads; " + plugins));
        } catch (UserError e) {
            return List.of(Finding.problem("services", Doctor.text(e) + " There are " + plugins + ".", e.remedy()));
        }
    }

    private static List<String> jars(Surroundings at) {
        Path home = at.home();
        if (home == null || !Files.isDirectory(home.resolve("plugins"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home.resolve("plugins"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.unreadable(home.resolve("plugins"), e);
        }
    }
}
