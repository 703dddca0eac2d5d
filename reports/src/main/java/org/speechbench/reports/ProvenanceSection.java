package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.result.Gpu;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;

/** Where the numbers come from. */
record ProvenanceSection(ReportData data) {
    /** More runs than this are folded. */
    private static final int FEW_RUNS = 3;

    Section build() {
        Section section = new Section("provenance", "Provenance");
        for (ReportData.Run run : data.runs()) {
            Element[] parts = parts(run).toArray(Element[]::new);
            if (data.runs().size() > FEW_RUNS) {
                section.add(Section.details(run.name(), parts));
                continue;
            }
            if (data.runs().size() > 1) {
                section.add(Element.of("h3", run.name()));
            }
            section.add(parts);
        }
        Element upstreams = upstreams();
        return upstreams == null ? section : section.add(Section.details("Digests of the upstreams", upstreams));
    }

    private static List<Element> parts(ReportData.Run run) {
        List<Element> parts = new ArrayList<>();
        Provenance provenance = run.provenance();
        if (provenance != null) {
            parts.add(facts(provenance));
        }
        if (!run.config().isEmpty()) {
            Element config = Element.of("pre", run.config())
                    .with("tabindex", "0")
                    .with("role", "region")
                    .with("aria-label", "Configuration of " + run.name());
            parts.add(Section.details("Configuration, every default resolved", config));
        }
        return parts;
    }

    private static Element facts(Provenance p) {
        Table table = new Table("How this run was made").textColumn("field").textColumn("value");
        fact(table, "begun", p.created());
        fact(table, "suite", p.suiteVersion());
        fact(table, "code revision", p.codeRevision());
        fact(table, "arguments", String.join(" ", p.commandLine()));
        fact(table, "seed", Long.toString(p.seed()));
        fact(table, "engine", p.engine() + " " + p.engineVersion());
        fact(table, "device", p.device());
        p.machine().gpus().forEach(gpu -> fact(table, "GPU", gpu(gpu)));
        fact(table, "threads", Integer.toString(p.threads()));
        fact(table, "processor", p.machine().cpuModel());
        fact(table, "cores", Integer.toString(p.machine().cores()));
        fact(table, "memory", memory(p.machine().memoryBytes()));
        fact(table, "instruction sets", String.join(" ", p.machine().isaFlags()));
        fact(table, "machine fingerprint", p.machine().fingerprint());
        fact(table, "Java", p.jvm());
        fact(table, "operating system", p.os());
        for (Map.Entry<String, Double> ceiling : new TreeMap<>(p.ceilings()).entrySet()) {
            fact(table, "ceiling " + ceiling.getKey(), Numbers.significant(ceiling.getValue(), 4) + " GFLOP/s");
        }
        fact(table, "configuration SHA-256", p.configDigest());
        new TreeMap<>(p.corpora()).forEach((name, digest) -> fact(table, "corpus " + name, digest));
        return table.build();
    }

    private static String gpu(Gpu gpu) {
        String driver = gpu.driver().isEmpty() ? "" : ", driver " + gpu.driver();
        return gpu.name() + ", " + memory(gpu.memoryBytes()) + ", compute capability " + gpu.computeCapability()
                + driver;
    }

    private static String memory(long bytes) {
        return bytes > 0 ? Numbers.significant(bytes / 1e9, 3) + " GB" : "";
    }

    private static void fact(Table table, String name, String value) {
        Element cell = Table.cell(value);
        table.row(Table.head(name), value.matches("[0-9a-f]{16,}") ? cell.css("mono") : cell.css("wrap"));
    }

    private @org.jspecify.annotations.Nullable Element upstreams() {
        Table table = new Table("Upstreams and the SHA-256 of weights and configuration")
                .textColumn("upstream")
                .textColumn("provider")
                .textColumn("weights")
                .textColumn("digest");
        data.rows().stream()
                .filter(row -> !row.subject().digest().isEmpty())
                .map(ProvenanceSection::identity)
                .distinct()
                .forEach(id -> table.row(
                        Table.head(id.label()),
                        Table.cell(id.model()),
                        Table.cell(id.init()),
                        Table.cell(id.digest()).css("mono")));
        return table.isEmpty() ? null : table.build();
    }

    private static UpstreamKey identity(ResultRow row) {
        return new UpstreamKey(row.upstream(), row.subject().provider(), row.subject().size(), row.subject().init(), row.subject().digest());
    }
}
