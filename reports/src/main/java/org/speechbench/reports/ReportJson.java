package org.speechbench.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.reports.table.TableModel;

/**
 * The JSON document of a report. Besides its numbers it holds the rows of results and the provenance of every run, so
 * that the runs of a document can be read again without their folders.
 */
final class ReportJson {
    /** Changes when a field of the document is removed or changes its meaning. */
    private static final int SCHEMA = 3;

    private static final String NOISE = "noise";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ReportJson() {}

    /** The document, indented. */
    static String render(ReportData data) {
        return render(data.title(), data, new ReportCells(data).table());
    }

    /** @param cells the numbers, one line each, whose headings are the names of the fields */
    static String render(String title, ReportData data, TableModel cells) {
        ObjectNode root = MAPPER.createObjectNode().put("schema", SCHEMA).put("title", title);
        root.set("warnings", MAPPER.valueToTree(new Caveats(data).sentences()));
        ArrayNode runs = root.putArray("runs");
        data.runs().forEach(run -> runs.add(json(run, data)));
        ArrayNode numbers = root.putArray("cells");
        cells.rows().forEach(row -> numbers.add(cell(row, cells.columns())));
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return MAPPER.writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }

    private static ObjectNode json(ReportData.Run run, ReportData data) {
        ObjectNode node = MAPPER.createObjectNode().put("name", run.name()).put("title", run.title());
        node.set("provenance", run.provenance() == null ? null : ProvenanceStore.json(run.provenance()));
        node.put("config", run.config());
        ArrayNode results = node.putArray("results");
        for (ResultRow row : run.rows()) {
            ObjectNode fields = results.addObject();
            ResultStore.text(row).forEach(fields::put);
            data.noise(Cell.of(row)).ifPresent(reason -> fields.put(NOISE, reason));
        }
        return node;
    }

    private static ObjectNode cell(List<TableModel.Entry> row, List<TableModel.Column> columns) {
        ObjectNode cell = MAPPER.createObjectNode();
        for (int i = 0; i < row.size(); i++) {
            cell.set(columns.get(i).head().get(0), MAPPER.valueToTree(row.get(i).value()));
        }
        return cell;
    }

    /**
     * The runs of a document, with their rows and the noise of their timings.
     *
     * @throws UserError if the file is not such a document, is not complete, or was written by another version
     */
    static ReportData read(Path file) {
        try {
            return new Reader(file).read(MAPPER.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw bad(
                    file,
                    "is not a complete JSON document (line " + e.getLocation().getLineNr() + ": "
                            + e.getOriginalMessage().replaceAll("\\s+", " ").replaceAll(" \\(start marker.*", "") + ")",
                    "Copy it again, or write it again");
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static UserError bad(Path file, String what, String cure) {
        return new UserError(
                file + ": " + what + "; wanted a run as 'report --format json' writes it.",
                cure + ": 'speechbench report RUN_DIR --format json --out " + file + "'.");
    }

    /** Reads one document. */
    private static final class Reader {
        private final Path file;
        private final List<ResultRow> rows = new ArrayList<>();
        private final Map<ResultRow, String> noise = new LinkedHashMap<>();

        Reader(Path file) {
            this.file = file;
        }

        ReportData read(JsonNode root) {
            if (!root.path("runs").isArray() || !root.path("cells").isArray()) {
                throw bad(file, "is not a report", "Move it elsewhere, or replace it");
            }
            if (root.path("schema").asInt() != SCHEMA) {
                throw bad(
                        file,
                        "schema is " + root.path("schema").asText() + ", and this version reads " + SCHEMA,
                        "Write it with this version");
            }
            List<ReportData.Run> runs = new ArrayList<>();
            for (JsonNode run : root.path("runs")) {
                runs.add(run(run));
            }
            return new ReportData(
                    runs,
                    rows,
                    ReportData.Trainings.NONE,
                    List.of(),
                    List.of(),
                    Answers.NONE,
                    new ReportData.Findings(Standings.NONE, noise),
                    0);
        }

        private ReportData.Run run(JsonNode run) {
            String name = run.path("name").asText();
            if (!run.path("results").isArray()) {
                throw bad(
                        file,
                        "run '" + name + "' has no results, as in reports of earlier versions",
                        "Write it with this version");
            }
            Provenance provenance = provenance(name, run.path("provenance"));
            MachineKind machine = provenance == null ? MachineKind.UNKNOWN : MachineKind.of(provenance);
            List<ResultRow> own = new ArrayList<>();
            for (JsonNode fields : run.path("results")) {
                ResultRow row = row(name, own.size() + 1, fields).onMachine(machine);
                own.add(row);
                if (fields.has(NOISE)) {
                    noise.put(row, fields.path(NOISE).asText());
                }
            }
            rows.addAll(own);
            return new ReportData.Run(
                    name,
                    run.path("title").asText(),
                    provenance,
                    run.path("config").asText(),
                    own);
        }

        private @Nullable Provenance provenance(String name, JsonNode json) {
            try {
                return json.isObject() ? ProvenanceStore.of(json) : null;
            } catch (IllegalArgumentException e) {
                throw bad(file, "provenance of run '" + name + "': " + e.getMessage(), "Write it again");
            }
        }

        private ResultRow row(String name, int number, JsonNode json) {
            Map<String, String> fields = new LinkedHashMap<>();
            json.properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
            try {
                return ResultStore.ofText(fields);
            } catch (IllegalArgumentException e) {
                throw bad(file, "result " + number + " of run '" + name + "': " + e.getMessage(), "Write it again");
            }
        }
    }
}
