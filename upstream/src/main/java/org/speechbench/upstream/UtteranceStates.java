package org.speechbench.upstream;

import java.util.List;
import org.speechbench.datasets.corpus.Utterance;

/** The capability of an upstream that has the states of certain utterances only, because others computed them. */
public interface UtteranceStates {
    /**
     * Checks that there are states of all of these utterances, and that they fit their lengths, before anything is
     * computed from them.
     *
     * @param utterances with their numbers of samples, as far as they are known
     * @return the spec, with settings that follow from the utterances filled in
     * @throws org.speechbench.core.UserError that counts the utterances without such states and names the first of them
     */
    UpstreamSpec fitted(UpstreamSpec spec, List<Utterance> utterances);
}
