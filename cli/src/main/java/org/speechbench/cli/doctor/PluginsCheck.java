package org.speechbench.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.speechbench.bench.PluginFolder;
import org.speechbench.bench.Services;

/** Whether all services load, and the jars of plug-ins. */
final class PluginsCheck implements Check {
    @Override
    public List<Finding> look(Environment at) {
        PluginFolder folder = PluginFolder.in(at.home());
        Services services = Services.load();
        List<Finding> findings = new ArrayList<>();
        Stream.concat(folder.problems().stream(), services.problems().stream())
                .forEach(problem -> findings.add(Finding.problem(
                        "services",
                        problem + "; it is left out.",
                        "Remove its jar from plugins, or use one that was built for this version of speechbench.")));
        String plugins =
                folder.jars().isEmpty() ? "no plug-ins in plugins/" : "plug-ins " + String.join(", ", folder.jars());
        findings.add(Finding.ok(
                "services",
                services.upstreams().names().size() + " upstreams, "
                        + services.tasks().names().size() + " tasks, "
                        + services.heads().names().size() + " heads; " + plugins));
        return findings;
    }
}
