package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.FrameGeometry.Window;

/**
 * The frames of a network's hidden states.
 *
 * @param front relation between units of the input and frames of the front end
 * @param joined frames of the front end that the encoder joins into one; 1 if it keeps them
 * @param parted frames of states that are made of one frame of the encoder, either 1 or as many as it joins
 */
public record StateFrames(FrameGeometry front, int joined, int parted) {
    public StateFrames {
        if (parted != 1 && parted != joined) {
            throw new IllegalArgumentException(joined + " frames become one, and one becomes " + parted);
        }
    }

    /** Number of frames for a number of units of the input; 0 if there are too few. */
    public int count(int units) {
        return front.frames(units) / joined * parted;
    }

    /** Which part of the input each frame is of. */
    public FrameGeometry geometry() {
        return parted == joined ? front : front.then(new FrameGeometry(List.of(new Window(joined, joined, 0))));
    }

    /**
     * Units between two frames.
     *
     * @param ofFront between two frames of the front end
     */
    public int stride(int ofFront) {
        return ofFront * joined / parted;
    }
}
