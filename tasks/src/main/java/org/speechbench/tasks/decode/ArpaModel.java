package org.speechbench.tasks.decode;

import edu.berkeley.nlp.lm.ConfigOptions;
import edu.berkeley.nlp.lm.ContextEncodedNgramLanguageModel.LmContextInfo;
import edu.berkeley.nlp.lm.ContextEncodedProbBackoffLm;
import edu.berkeley.nlp.lm.StringWordIndexer;
import edu.berkeley.nlp.lm.WordIndexer;
import edu.berkeley.nlp.lm.io.LmReaders;
import java.nio.file.Path;
import java.util.List;
import org.speechbench.core.UserError;

/**
 * A back-off model (Katz, IEEE TASSP 1987) read from an ARPA file and held in memory by BerkeleyLM (Pauls and Klein,
 * ACL 2011). An n-gram that the file lacks has the probability of the next shorter one times the back-off weight of its
 * history.
 *
 * <p>A word that is not in the vocabulary has the probability of {@code <unk>}, and ten to the power of -100 if the file
 * has no {@code <unk>}, as in KenLM.
 */
public final class ArpaModel implements NgramModel {
    private static final double UNKNOWN_LOG10 = -100;
    private static final double LN_10 = Math.log(10);

    private final ContextEncodedProbBackoffLm<String> model;
    private final WordIndexer<String> words;

    private ArpaModel(ContextEncodedProbBackoffLm<String> model) {
        this.model = model;
        words = model.getWordIndexer();
    }

    /**
     * Reads a model. The file is read twice.
     *
     * @param file ARPA text in UTF-8, gzipped or not, which is detected from the content
     * @throws UserError that names the file and the line if it is incomplete or malformed, or needs more memory than is
     *     available
     */
    public static ArpaModel read(Path file) {
        WordIndexer<String> words = new StringWordIndexer();
        ConfigOptions options = new ConfigOptions();
        options.unknownWordLogProb = UNKNOWN_LOG10;
        // The array-encoded kind is not used: it is wrong if a pruned model has an n-gram but not its last n - 1 words.
        try {
            return new ArpaModel(LmReaders.readContextEncodedLmFromArpa(new ArpaReader(file, words), words, options));
        } catch (UserError e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw new UserError(
                    file + ": needs more memory than there is.", "Use a smaller model, or give Java more (-Xmx).", e);
        } catch (RuntimeException e) {
            throw new UserError(
                    file + ": cannot be kept as an n-gram model (" + e + ").", "Estimate the model again.", e);
        }
    }

    @Override
    public int order() {
        return model.getLmOrder();
    }

    @Override
    public double logProbability(List<String> history, String word) {
        LmContextInfo context = new LmContextInfo();
        int first = history.size() - (order() - 1);
        if (first < 0) {
            append(ArpaReader.START, context);
        }
        for (String past : history.subList(Math.max(0, first), history.size())) {
            append(past, context);
        }
        return LN_10 * model.getLogProb(context.offset, context.order, words.getIndexPossiblyUnk(word), null);
    }

    @Override
    public boolean knows(String word) {
        return words.getIndexPossiblyUnk(word) != words.getIndexPossiblyUnk(ArpaReader.UNKNOWN);
    }

    /** Extends the context by the word. */
    private void append(String word, LmContextInfo context) {
        model.getLogProb(context.offset, context.order, words.getIndexPossiblyUnk(word), context);
    }
}
