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
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;

/** The section on the provenance of the numbers. */
record ProvenanceSection(ReportData data) {
    /** More runs than this are collapsed. */
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
        TableModel upstreams = upstreams();
        return upstreams.isEmpty()
                ? section
                : section.add(Section.details("Digests of the upstreams", HtmlRenderer.render(upstreams)));
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
        TableModel.Builder table =
                new TableModel.Builder().column(Column.text("field")).column(Column.of("value", Column.Style.LONG));
        fact(table, "begun", p.origin().created());
        fact(table, "suite", p.origin().suiteVersion());
        fact(table, "code revision", p.origin().codeRevision());
        fact(table, "arguments", String.join(" ", p.origin().commandLine()));
        fact(table, "seed", Long.toString(p.origin().seed()));
        fact(table, "engine", p.environment().engine() + " " + p.environment().engineVersion());
        fact(table, "device", p.environment().device());
        p.environment().machine().gpus().forEach(gpu -> fact(table, "GPU", gpu(gpu)));
        fact(table, "threads", Integer.toString(p.environment().threads()));
        fact(table, "processor", p.environment().machine().cpuModel());
        fact(table, "cores", Integer.toString(p.environment().machine().cores()));
        fact(table, "memory", memory(p.environment().machine().memoryBytes()));
        fact(
                table,
                "instruction sets",
                String.join(" ", p.environment().machine().isaFlags()));
        fact(table, "machine fingerprint", p.environment().machine().fingerprint());
        fact(table, "Java", p.environment().jvm());
        fact(table, "operating system", p.environment().os());
        for (Map.Entry<String, Double> ceiling : new TreeMap<>(p.ceilings()).entrySet()) {
            fact(table, "ceiling " + ceiling.getKey(), Numbers.significant(ceiling.getValue(), 4) + " GFLOP/s");
        }
        fact(table, "configuration SHA-256", p.inputs().configDigest());
        new TreeMap<>(p.inputs().corpora()).forEach((name, digest) -> fact(table, "corpus " + name, digest));
        return HtmlRenderer.render(table.build("provenance", "How this run was made", ""));
    }

    private static String gpu(Gpu gpu) {
        String driver = gpu.driver().isEmpty() ? "" : ", driver " + gpu.driver();
        return gpu.name() + ", " + memory(gpu.memoryBytes()) + ", compute capability " + gpu.computeCapability()
                + driver;
    }

    private static String memory(long bytes) {
        return bytes > 0 ? Numbers.significant(bytes / 1e9, 3) + " GB" : "";
    }

    private static void fact(TableModel.Builder table, String name, String value) {
        table.row(Entry.of(name), Entry.of(value));
    }

    private TableModel upstreams() {
        TableModel.Builder table = new TableModel.Builder()
                .column(Column.text("upstream"))
                .column(Column.text("provider"))
                .column(Column.text("weights"))
                .column(Column.of("digest", Column.Style.CODE));
        data.rows().stream()
                .map(ResultRow::subject)
                .filter(subject -> !subject.digest().isEmpty())
                .distinct()
                .forEach(subject -> table.row(
                        Entry.of(subject.label()),
                        Entry.of(subject.model()),
                        Entry.of(subject.init()),
                        Entry.of(subject.digest())));
        return table.build("upstreams", "Upstreams and the SHA-256 of weights and configuration", "");
    }
}
