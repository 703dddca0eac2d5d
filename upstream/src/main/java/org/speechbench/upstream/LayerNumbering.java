package org.speechbench.upstream;

/**
 * How another toolkit numbers the hidden states of a model. Here, 0 is the input of the first Transformer layer, and n is
 * the output of the n-th layer; the last one has passed the norm that ends an encoder with norms before its blocks.
 *
 * @param toolkit in lower case, as options name it
 * @param place what it calls the states, for people
 * @param first our number of its state 0
 * @param note in which its states differ; empty if they do not
 */
public record LayerNumbering(String toolkit, String place, int first, String note) {
    /** The numbering in a sentence. */
    public String text() {
        return place + "[n] is layer n" + (first == 0 ? "" : " + " + first) + (note.isEmpty() ? "" : "; " + note);
    }
}
