package org.speechbench.datasets.layout;

import java.util.Map;

/** Version 0.01 of Speech Commands, with 30 words. */
public final class SpeechCommandsV001 extends SpeechCommands {
    public SpeechCommandsV001() {
        super("0.01", "speech_commands_v001", Map.of("train", 51_088, "dev", 6_798, "test", 6_835), 3_081);
    }
}
