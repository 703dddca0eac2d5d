package org.speechbench.upstream.pretrain;

import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.upstream.labels.FileLabels;
import org.speechbench.upstream.labels.LabelAlignment;
import org.speechbench.upstream.labels.LabelQuality;
import org.speechbench.upstream.labels.PhoneClusterCounts;

/** Compares targets with phones, for utterances whose phones are known. */
final class PhoneCheck {
    private PhoneCheck() {}

    /**
     * The quality of targets over all utterances that have phones.
     *
     * @param utterances in the order of the labels
     * @throws UserError if no utterance has phones
     */
    static LabelQuality of(LabelShards labels, List<Utterance> utterances, FileLabels phones) {
        LabelAlignment alignment = new LabelAlignment(labels.stride(), phones.stride());
        PhoneClusterCounts counts = new PhoneClusterCounts(phones.classes(), labels.classes());
        for (int i = 0; i < utterances.size(); i++) {
            Utterance utterance = utterances.get(i);
            short[] known = phones.find(utterance, utterance.numSamples());
            if (known != null) {
                short[] clusters = labels.read(i);
                for (int t = 0; t < clusters.length && alignment.label(t) < known.length; t++) {
                    counts.add(known[alignment.label(t)], clusters[t]);
                }
            }
        }
        if (counts.frames() == 0) {
            throw new UserError(
                    "The phone file lists none of " + utterances.size() + " utterances.",
                    "Give phones of this corpus, or leave 'phones' out.");
        }
        return counts.quality();
    }
}
