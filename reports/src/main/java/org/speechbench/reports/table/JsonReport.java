package org.speechbench.reports.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.speechbench.reports.Caveats;
import org.speechbench.reports.ReportData;

/**
 * The report for programs: the numbers of {@link CsvReport}, runs with their provenance, and warnings. Fields are described
 * in {@code docs/report-formats.md}; {@code schema} changes when one is taken away or changes its meaning.
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
        ArrayNode cells = root.putArray("cells");
        new ReportCells(data).list().forEach(cell -> cells.add(cell(cell)));
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
        node.set("provenance", JSON.valueToTree(run.provenance()));
        node.put("config", run.config());
        return node;
    }

    private static ObjectNode cell(ReportCell cell) {
        ObjectNode node = JSON.createObjectNode();
        cell.fields().forEach((name, value) -> node.set(name, JSON.valueToTree(value)));
        return node;
    }
}
