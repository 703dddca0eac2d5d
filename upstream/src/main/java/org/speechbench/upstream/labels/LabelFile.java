package org.speechbench.upstream.labels;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Range;
import org.speechbench.core.RelativePath;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.targets.LabelSource;
import org.speechbench.upstream.targets.TargetContext;
import org.speechbench.upstream.targets.TargetSource;

/**
 * Labels from an existing file.
 *
 * @param labels the file of labels below the data folder: fairseq's {@code .km}, or a table with a header
 * @param manifest fairseq's {@code .tsv} in the order of the labels, below the data folder; empty for a table
 * @param dictionary fairseq's {@code dict.km.txt}, below the data folder; empty for none
 * @param rate the number of labels per second
 * @param usesLabels whether transcripts or phones were used to create them
 */
public record LabelFile(String labels, String manifest, String dictionary, double rate, boolean usesLabels)
        implements TargetSource {
    /** The defaults. */
    public LabelFile() {
        this("", "", "", 50, true);
    }

    @Override
    public String name() {
        return "label_file";
    }

    @Override
    public void validate() {
        RelativePath.check("targets.labels", labels);
        RelativePath.checkOptional("targets.manifest", manifest);
        RelativePath.checkOptional("targets.dictionary", dictionary);
        Range.positive("targets.rate", rate);
    }

    @Override
    public String text() {
        return "labels of " + labels;
    }

    @Override
    public String notCounted() {
        return "the making of " + labels;
    }

    @Override
    public void check(TargetContext context) {
        context.file("labels", labels);
        optional(context, "manifest", manifest);
        optional(context, "dictionary", dictionary);
    }

    @Override
    public LabelSource open(EngineContext engine, TargetContext context) {
        Path file = context.file("labels", labels);
        Path utterances = optional(context, "manifest", manifest);
        Path symbols = optional(context, "dictionary", dictionary);
        FileLabels read = utterances == null
                ? FileLabels.table(file, symbols, rate, context.bad())
                : FileLabels.fairseq(file, utterances, symbols, rate, context.bad());
        return read.withUsesLabels(usesLabels);
    }

    private static @Nullable Path optional(TargetContext context, String key, String relative) {
        return relative.isEmpty() ? null : context.file(key, relative);
    }
}
