package org.speechbench.datasets.layout;

import java.util.Map;

/** Version 0.02 of Speech Commands, with 35 words. */
public final class SpeechCommandsV002 extends SpeechCommands {
    public SpeechCommandsV002() {
        super("0.02", "speech_commands_v002", Map.of("train", 84_843, "dev", 9_981, "test", 11_005), 4_890);
    }
}
