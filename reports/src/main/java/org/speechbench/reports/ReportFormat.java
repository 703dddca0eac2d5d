package org.speechbench.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.reports.table.CsvRenderer;
import org.speechbench.reports.table.LatexRenderer;
import org.speechbench.reports.table.MarkdownRenderer;
import org.speechbench.reports.table.TableModel;

/** The format in which a report is written; the formats for programs are described in {@code docs/report-formats.md}. */
public enum ReportFormat {
    /** One self-contained page, see {@link HtmlReport}. */
    HTML,
    /** The tables in GitHub's Markdown. Data are escaped: they are text, never markup. */
    MARKDOWN,
    /** One table in long form, with a header and one line per number. */
    CSV,
    /**
     * The tables for {@code \input} in a LaTeX document that loads {@code booktabs} and {@code graphicx}. Each table is
     * a float with a caption and the label {@code tab:speechbench-ID}, and is scaled down if it is too wide; the caveats
     * are below the first one. Data are escaped.
     */
    LATEX,
    /** The numbers of {@link #CSV}, the runs with their provenance, and warnings, as an indented document. */
    JSON;

    /** Changes when a field of the JSON document is removed or changes its meaning. */
    private static final int SCHEMA = 3;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** The whole document. */
    public String render(ReportData data) {
        return switch (this) {
            case HTML -> HtmlReport.render(data);
            case MARKDOWN -> markdown(data);
            case CSV -> CsvRenderer.render(new ReportCells(data).table());
            case LATEX -> latex(data);
            case JSON -> json(data);
        };
    }

    private static String markdown(ReportData data) {
        StringBuilder text = new StringBuilder("# " + MarkdownRenderer.escape(data.title()) + "\n");
        List<String> caveats = new Caveats(data).sentences();
        text.append(caveats.isEmpty() ? "" : "\n");
        caveats.forEach(caveat -> text.append("- " + MarkdownRenderer.escape(caveat) + "\n"));
        for (TableModel table : new ReportTables(data).list()) {
            text.append("\n## " + MarkdownRenderer.escape(table.caption()) + "\n\n");
            text.append(MarkdownRenderer.render(table));
            text.append(table.note().isEmpty() ? "" : "\n" + MarkdownRenderer.escape(table.note()) + "\n");
        }
        return text.toString();
    }

    private static String latex(ReportData data) {
        StringBuilder text = new StringBuilder("% " + data.title().replaceAll("\\p{Cntrl}+", " ") + "\n");
        text.append("% In the preamble: \\usepackage{booktabs,graphicx}\n");
        String caveats = String.join(" ", new Caveats(data).sentences());
        for (TableModel table : new ReportTables(data).list()) {
            text.append(LatexRenderer.render(table, (table.note() + " " + caveats).strip()));
            caveats = "";
        }
        return text.toString();
    }

    private static String json(ReportData data) {
        ObjectNode root = MAPPER.createObjectNode().put("schema", SCHEMA).put("title", data.title());
        root.set("warnings", MAPPER.valueToTree(new Caveats(data).sentences()));
        ArrayNode runs = root.putArray("runs");
        for (ReportData.Run run : data.runs()) {
            ObjectNode node = runs.addObject().put("name", run.name()).put("title", run.title());
            node.set("provenance", run.provenance() == null ? null : ProvenanceStore.json(run.provenance()));
            node.put("config", run.config());
        }
        ArrayNode cells = root.putArray("cells");
        TableModel table = new ReportCells(data).table();
        for (List<TableModel.Entry> row : table.rows()) {
            ObjectNode cell = cells.addObject();
            for (int i = 0; i < row.size(); i++) {
                String name = table.columns().get(i).head().get(0);
                cell.set(name, MAPPER.valueToTree(row.get(i).value()));
            }
        }
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return MAPPER.writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
