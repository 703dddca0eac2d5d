package org.speechbench.reports.table;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The values of a table for programs: an object a row, with a field a column. */
public final class JsonRenderer {
    private static final JsonMapper JSON = new JsonMapper();

    private JsonRenderer() {}

    /** The rows. */
    public static ArrayNode render(TableModel table) {
        ArrayNode rows = JSON.createArrayNode();
        for (List<TableModel.Entry> row : table.rows()) {
            ObjectNode node = rows.addObject();
            for (int i = 0; i < row.size(); i++) {
                node.set(
                        table.columns().get(i).head().get(0),
                        JSON.valueToTree(row.get(i).value()));
            }
        }
        return rows;
    }
}
