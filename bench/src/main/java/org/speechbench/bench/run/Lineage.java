package org.speechbench.bench.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.Subject;

/**
 * Where the weights of a model come from.
 *
 * @param model the model itself
 * @param source the model of another training that it is based on; null for none
 * @param recipe see {@link TrainingRecipe}; empty if nothing of the experiment trained the weights
 * @param root the seed of the first training of the lineage, see {@link Subject.Training}
 */
record Lineage(SeededLabel model, @Nullable SeededLabel source, String recipe, @Nullable Long root) {
    /** The name of the source; empty for none. */
    String dependsOn() {
        return source == null ? "" : source.name();
    }

    /** The name of the source in a list, which is empty for none. */
    List<String> needs() {
        return source == null ? List.of() : List.of(source.name());
    }

    /** What rows tell of the training of the weights. */
    Subject.Training training() {
        return new Subject.Training(model.seed(), recipe, root);
    }

    /** The rows that are about the source. */
    List<ResultRow> ofSource(List<ResultRow> rows) {
        return source == null ? List.of() : rows.stream().filter(source::isOf).toList();
    }
}
