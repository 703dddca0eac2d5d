package org.speechbench.tasks.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;

/**
 * Several classes per utterance, one from each of several columns, such as the slots of an intent. Each column is a
 * group of classes.
 */
public final class GroupEncoder implements TargetEncoder {
    private final List<String> names;
    private final List<ClassEncoder> columns;

    private GroupEncoder(List<String> names, List<ClassEncoder> columns) {
        this.names = List.copyOf(names);
        this.columns = columns;
    }

    /**
     * @param columns the columns of the manifest, one per group, in order
     * @throws org.speechbench.core.UserError if a column is missing or has fewer than two classes
     */
    public static GroupEncoder of(Corpus corpus, List<String> columns) {
        return new GroupEncoder(
                columns, columns.stream().map(c -> ClassEncoder.of(corpus, c)).toList());
    }

    @Override
    public List<Integer> groups() {
        return columns.stream().map(ClassEncoder::classes).toList();
    }

    @Override
    public int[] encode(Utterance utterance) {
        return columns.stream().mapToInt(c -> c.encode(utterance)[0]).toArray();
    }

    @Override
    public List<String> decode(int[] output) {
        if (output.length != columns.size()) {
            throw new IllegalArgumentException(
                    "one class for each of " + columns.size() + " groups; got " + output.length);
        }
        List<String> labels = new ArrayList<>();
        for (int g = 0; g < output.length; g++) {
            labels.addAll(columns.get(g).decode(new int[] {output[g]}));
        }
        return labels;
    }

    /** The names include the column, since two columns may have classes with the same name. */
    @Override
    public List<String> names() {
        return IntStream.range(0, columns.size())
                .boxed()
                .flatMap(g -> columns.get(g).names().stream().map(name -> names.get(g) + "=" + name))
                .toList();
    }
}
