package org.speechbench.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.reports.table.JsonRenderer;

/**
 * The report for use by programs: the numbers of {@link CsvReport}, the runs with their provenance, and warnings. The
 * fields are described in {@code docs/report-formats.md}; {@code schema} changes when a field is removed or changes its
 * meaning.
 */
public final class JsonReport {
    private static final int SCHEMA = 2;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private JsonReport() {}

    /** The whole document, indented. */
    public static String render(ReportData data) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("title", data.title());
        ArrayNode warnings = root.putArray("warnings");
        new Caveats(data).sentences().forEach(warnings::add);
        ArrayNode runs = root.putArray("runs");
        data.runs().forEach(run -> runs.add(run(run)));
        root.set("cells", JsonRenderer.render(new ReportCells(data).table()));
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return JSON.writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }

    private static ObjectNode run(ReportData.Run run) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", run.name());
        node.put("title", run.title());
        node.set("provenance", run.provenance() == null ? null : ProvenanceStore.json(run.provenance()));
        node.put("config", run.config());
        return node;
    }
}
