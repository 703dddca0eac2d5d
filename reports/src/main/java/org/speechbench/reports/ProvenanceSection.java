package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.result.Gpu;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Subject;
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
        List<Map.Entry<String, String>> facts = new ArrayList<>();
        facts.add(Map.entry("begun", p.origin().created()));
        facts.add(Map.entry("suite", p.origin().suiteVersion()));
        facts.add(Map.entry("code revision", p.origin().codeRevision()));
        facts.add(Map.entry("arguments", String.join(" ", p.origin().commandLine())));
        facts.add(Map.entry("seed", Long.toString(p.origin().seed())));
        facts.add(Map.entry(
                "engine", p.environment().engine() + " " + p.environment().engineVersion()));
        facts.add(Map.entry("device", p.environment().device()));
        p.environment().machine().gpus().forEach(gpu -> facts.add(Map.entry("GPU", gpu(gpu))));
        facts.add(Map.entry("threads", Integer.toString(p.environment().threads())));
        facts.add(Map.entry("processor", p.environment().machine().cpuModel()));
        facts.add(Map.entry("cores", Integer.toString(p.environment().machine().cores())));
        facts.add(Map.entry("memory", memory(p.environment().machine().memoryBytes())));
        facts.add(Map.entry(
                "instruction sets", String.join(" ", p.environment().machine().isaFlags())));
        facts.add(Map.entry("machine fingerprint", p.environment().machine().fingerprint()));
        facts.add(Map.entry("Java", p.environment().jvm()));
        facts.add(Map.entry("operating system", p.environment().os()));
        p.environment().audioDecoders().forEach(program -> facts.add(Map.entry("audio decoder", program)));
        new TreeMap<>(p.environment().kernels())
                .forEach((subject, kernel) -> facts.add(Map.entry("kernel of " + subject, kernel)));
        for (Map.Entry<String, Double> ceiling : new TreeMap<>(p.ceilings()).entrySet()) {
            facts.add(
                    Map.entry("ceiling " + ceiling.getKey(), Numbers.significant(ceiling.getValue(), 4) + " GFLOP/s"));
        }
        facts.add(Map.entry("configuration SHA-256", p.inputs().configDigest()));
        new TreeMap<>(p.inputs().corpora()).forEach((name, digest) -> facts.add(Map.entry("corpus " + name, digest)));
        return HtmlRenderer.render(new TableModel.Columns<Map.Entry<String, String>>()
                .text("field", Map.Entry::getKey)
                .add(Column.of("value", Column.Style.LONG), fact -> Entry.of(fact.getValue()))
                .build("provenance", "How this run was made", "", facts));
    }

    private static String gpu(Gpu gpu) {
        String driver = gpu.driver().isEmpty() ? "" : ", driver " + gpu.driver();
        return gpu.name() + ", " + memory(gpu.memoryBytes()) + ", compute capability " + gpu.computeCapability()
                + driver;
    }

    private static String memory(long bytes) {
        return bytes > 0 ? Numbers.significant(bytes / 1e9, 3) + " GB" : "";
    }

    private TableModel upstreams() {
        List<Subject> known = data.rows().stream()
                .map(ResultRow::subject)
                .filter(subject -> !subject.digest().isEmpty())
                .distinct()
                .toList();
        return new TableModel.Columns<Subject>()
                .text("upstream", Subject::label)
                .text("provider", Subject::model)
                .text("weights", Subject::init)
                .add(Column.of("digest", Column.Style.CODE), subject -> Entry.of(subject.digest()))
                .build("upstreams", "Upstreams and the SHA-256 of weights and configuration", "", known);
    }
}
