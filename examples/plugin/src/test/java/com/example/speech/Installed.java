package com.example.speech;

import org.opentest4j.TestAbortedException;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;

/** The speechbench whose bundled corpus a test needs. Without one, the test is skipped. */
final class Installed {
    private Installed() {}

    /** The folder that -Dspeechbench.home names, or one above this project. */
    static Home home() {
        try {
            return Home.find();
        } catch (UserError e) {
            throw new TestAbortedException("no speechbench, whose corpus this test needs: -Dspeechbench.home=FOLDER", e);
        }
    }
}
