package org.speechbench.tasks.decode;

import edu.berkeley.nlp.lm.WordIndexer;
import edu.berkeley.nlp.lm.io.ArpaLmReaderCallback;
import edu.berkeley.nlp.lm.io.LmReader;
import edu.berkeley.nlp.lm.values.ProbBackoffPair;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.speechbench.core.UserError;

/**
 * Reads ARPA text into BerkeleyLM. BerkeleyLM's own reader accepts a truncated file as complete, requires tabs where
 * many files have spaces, and names no line in errors; this one checks the counts of the header, the sections and every
 * line against the format (SRILM's manual page ngram-format(5)).
 */
final class ArpaReader implements LmReader<ProbBackoffPair, ArpaLmReaderCallback<ProbBackoffPair>> {
    static final String START = "<s>";
    static final String UNKNOWN = "<unk>";
    /** The spelling of the unknown word in Kaldi's recipes, including the models of LibriSpeech. */
    private static final String UNKNOWN_UPPER = "<UNK>";

    private static final Pattern COUNT = Pattern.compile("ngram\\s+(\\d{1,2})\\s*=\\s*(\\d{1,18})");
    private static final String BLANKS = " \t";

    private final Path file;
    private final WordIndexer<String> words;

    /** @param words receives a number for every word of the file */
    ArpaReader(Path file, WordIndexer<String> words) {
        this.file = file;
        this.words = words;
    }

    /** @throws UserError if the file cannot be read or is malformed */
    @Override
    public void parse(ArpaLmReaderCallback<ProbBackoffPair> callback) {
        pass(callback, false);
        callback.cleanup();
        words.setStartSymbol(START);
        words.setEndSymbol(NgramModel.END_OF_SENTENCE);
        words.getOrAddIndexFromString(UNKNOWN);
        words.setUnkSymbol(UNKNOWN);
    }

    private void pass(ArpaLmReaderCallback<ProbBackoffPair> callback, boolean counted) {
        try (ArpaLines lines = ArpaLines.open(file)) {
            new Pass(lines, callback, counted).run();
        } catch (EOFException | ZipException e) {
            throw new UserError(
                    file + ": the gzip data is cut off or damaged (" + e.getMessage() + ").", "Get the file again.", e);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** One pass over the file; the library requires two. */
    private final class Pass {
        private final ArpaLines lines;
        private final ArpaLmReaderCallback<ProbBackoffPair> callback;
        private final boolean counted;
        private final Set<String> vocabulary = new HashSet<>();

        /** @param counted whether the counts of the header are known to be correct */
        Pass(ArpaLines lines, ArpaLmReaderCallback<ProbBackoffPair> callback, boolean counted) {
            this.lines = lines;
            this.callback = callback;
            this.counted = counted;
        }

        void run() throws IOException {
            List<Long> counts = header();
            long bytes = Files.size(file);
            // The library allocates memory according to the header. An n-gram needs bytes in the file, unless the file
            // is compressed in an unusual way.
            if (!counted && counts.stream().anyMatch(count -> count > bytes)) {
                pass(new NothingKept(), true);
            }
            callback.initWithLengths(counts);
            for (int order = 1; order <= counts.size(); order++) {
                callback.handleNgramOrderStarted(order);
                section(order, counts);
                callback.handleNgramOrderFinished(order);
            }
        }

        /** Reads the numbers of n-grams by order, after which the line read last is the title of the first section. */
        private List<Long> header() throws IOException {
            String line = lines.next("\\data\\");
            while (!line.equals("\\data\\")) {
                line = lines.next("\\data\\");
            }
            List<Long> counts = new ArrayList<>();
            line = lines.next(title(1));
            for (; !line.equals(title(1)); line = lines.next(title(1))) {
                Matcher count = COUNT.matcher(line);
                if (!count.matches() || Integer.parseInt(count.group(1)) != counts.size() + 1) {
                    throw lines.error("'" + line + "'; wanted ngram " + (counts.size() + 1) + "=COUNT or " + title(1));
                }
                counts.add(Long.parseLong(count.group(2)));
            }
            if (counts.isEmpty()) {
                throw lines.error("the header counts no n-grams; wanted ngram 1=COUNT after \\data\\.");
            }
            return counts;
        }

        private void section(int order, List<Long> counts) throws IOException {
            String end = order == counts.size() ? "\\end\\" : title(order + 1);
            long read = 0;
            for (String line = lines.next(end); !line.equals(end); line = lines.next(end)) {
                entry(line, order);
                read++;
            }
            if (read != counts.get(order - 1)) {
                throw lines.error("there are " + read + " " + order + "-grams above; the header says "
                        + counts.get(order - 1) + ".");
            }
            if (order == 1 && !vocabulary.containsAll(Set.of(START, NgramModel.END_OF_SENTENCE))) {
                throw lines.error("<s> or </s> is missing among the 1-grams; a model of sentences has both.");
            }
        }

        private void entry(String line, int order) {
            StringTokenizer fields = new StringTokenizer(line, BLANKS);
            int number = fields.countTokens();
            if (number != order + 1 && number != order + 2) {
                throw lines.error("'" + line + "' has " + number + " fields; a " + order
                        + "-gram has a logarithm, its words, and maybe a back-off weight.");
            }
            float probability = number(fields.nextToken());
            if (probability > 0) {
                throw lines.error("the logarithm of a probability is at most 0; got " + probability + ".");
            }
            int[] ngram = new int[order];
            for (int i = 0; i < order; i++) {
                ngram[i] = index(fields.nextToken(), order);
            }
            float backOff = fields.hasMoreTokens() ? number(fields.nextToken()) : 0;
            callback.call(ngram, 0, order, new ProbBackoffPair(probability, backOff), line);
        }

        private int index(String spelled, int order) {
            String word = spelled.equals(UNKNOWN_UPPER) ? UNKNOWN : spelled;
            boolean isNew = order == 1 ? vocabulary.add(word) : !vocabulary.contains(word);
            if (isNew != (order == 1)) {
                throw lines.error("the word '" + spelled + "' is "
                        + (isNew ? "not among the 1-grams." : "twice among the 1-grams."));
            }
            return words.getOrAddIndexFromString(word);
        }

        private float number(String text) {
            try {
                float value = Float.parseFloat(text);
                if (Float.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // reported below, like a number that is not finite
            }
            throw lines.error("'" + text + "' is not a finite number.");
        }

        private String title(int order) {
            return "\\" + order + "-grams:";
        }
    }

    /** Counts n-grams without keeping them. */
    private static final class NothingKept implements ArpaLmReaderCallback<ProbBackoffPair> {
        @Override
        public void initWithLengths(List<Long> counts) {}

        @Override
        public void handleNgramOrderStarted(int order) {}

        @Override
        public void call(int[] ngram, int start, int end, ProbBackoffPair value, String words) {}

        @Override
        public void handleNgramOrderFinished(int order) {}

        @Override
        public void cleanup() {}
    }
}
