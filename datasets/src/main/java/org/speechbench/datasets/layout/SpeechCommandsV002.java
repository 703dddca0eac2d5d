package org.speechbench.datasets.layout;

/** Version 0.02 of Speech Commands, with 35 words. */
public final class SpeechCommandsV002 extends SpeechCommands {
    public SpeechCommandsV002() {
        super("0.02", "speech_commands_v002", new Published(84_843, 9_981, 11_005, 4_890));
    }
}
