package org.speechbench.datasets.layout;

/** Version 0.01 of Speech Commands, with 30 words. */
public final class SpeechCommandsV001 extends SpeechCommands {
    public SpeechCommandsV001() {
        super("0.01", "speech_commands_v001", new Published(51_088, 6_798, 6_835, 3_081));
    }
}
