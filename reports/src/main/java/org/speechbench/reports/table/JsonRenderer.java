package org.speechbench.reports.table;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes the values of a table as JSON, with one object per row and one field per column. */
public final class JsonRenderer {
    private static final JsonMapper JSON = new JsonMapper();

    private JsonRenderer() {}

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
