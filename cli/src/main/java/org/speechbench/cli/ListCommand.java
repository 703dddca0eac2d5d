package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code list}: lists what can be named in an experiment. */
@Command(
        name = "list",
        description =
                "List upstreams, tasks, corpora, layouts of corpora, heads, kinds of targets or objectives of pre-training,"
                        + " plug-ins included, or published results.",
        footer = {
            "  speechbench list upstreams",
            "  speechbench list tasks --json",
            "  speechbench list corpora --data DIR"
        })
final class ListCommand extends BaseCommand implements Callable<Integer> {
    /** The kinds of things that can be listed. */
    enum Kind {
        upstreams,
        tasks,
        corpora,
        layouts,
        heads,
        targets,
        objectives,
        published
    }

    @Parameters(paramLabel = "KIND", description = "One of ${COMPLETION-CANDIDATES}.")
    private Kind kind = Kind.upstreams;

    @Option(names = "--json", description = Console.JSON)
    private boolean json;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder whose manifests are listed as well.")
    private @Nullable Path data;

    private Catalog catalog() {
        return new Catalog(Services.load(), console()::warn);
    }

    private List<Map<String, Object>> upstreams() {
        Catalog catalog = catalog();
        catalog.services().upstreams().notBuilt().forEach(optional -> console().warn(optional.note()));
        return catalog.upstreams();
    }

    @Override
    public Integer call() {
        List<Map<String, Object>> entries =
                switch (kind) {
                    case upstreams -> upstreams();
                    case tasks -> catalog().tasks();
                    case heads -> catalog().heads();
                    case targets -> catalog().targets();
                    case objectives -> catalog().objectives();
                    case published -> Catalog.published();
                    case layouts -> CorpusCatalog.layouts(console()::warn);
                    case corpora -> new CorpusCatalog(data).corpora();
                };
        if (json) {
            console().json(entries);
        } else if (entries.isEmpty()) {
            console().print("none");
        } else {
            console().table(entries);
        }
        return 0;
    }
}
