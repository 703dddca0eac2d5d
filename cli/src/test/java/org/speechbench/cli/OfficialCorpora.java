package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every corpus that {@code prepare} reads, in a few recordings, as it comes from its makers or from SUPERB's recipes. */
final class OfficialCorpora {
    private static final Map<String, String> SPLITS =
            Map.of("train", "train-clean-100", "dev", "dev-clean", "test", "test-clean");

    private OfficialCorpora() {}

    /** @param name of a case, the layout's name and perhaps a word more after a space */
    static void make(String name, Path data) {
        OfficialFolder folder = new OfficialFolder(data);
        switch (name) {
            case "an4" -> an4(folder);
            case "audio_snips" -> snips(folder);
            case "common_voice" -> commonVoice(folder);
            case "crema_d" -> cremaD(folder);
            case "emodb" -> emoDb(folder);
            case "fluent_speech_commands" -> fluent(folder);
            case "fsdd" -> fsdd(folder);
            case "iemocap" -> iemocap(folder);
            case "libri2mix", "libri2mix unprepared" -> libri2Mix(folder, name.equals("libri2mix"));
            case "librispeech" -> librispeech(folder);
            case "quesst14" -> quesst(folder);
            case "speech_commands_v001" -> speechCommands(folder, "0.01", true);
            case "speech_commands_v002" -> speechCommands(folder, "0.02", false);
            case "voxceleb1" -> voxCeleb(folder);
            case "voxceleb1_verification" -> voxCelebVerification(folder);
            default -> throw new IllegalArgumentException(name);
        }
    }

    private static void an4(OfficialFolder folder) {
        List<String> training = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String name = "an" + i + "-sp" + i + "-b";
            training.add("an4_clstk/sp" + i + "/" + name);
            texts.add("<s> GO NORTH </s> (" + name + ")");
            folder.audio("an4/wav/an4_clstk/sp" + i + "/" + name + ".sph");
        }
        folder.text("an4/etc/an4_train.fileids", training.toArray(String[]::new));
        folder.text("an4/etc/an4_train.transcription", texts.toArray(String[]::new));
        folder.text("an4/etc/an4_test.fileids", "an4test_clstk/fcaw/an406-fcaw-b");
        folder.text("an4/etc/an4_test.transcription", "RUBOUT G M E (an406-fcaw-b)");
        folder.audio("an4/wav/an4test_clstk/fcaw/an406-fcaw-b.sph");
    }

    /** All voices in every split, plain names of slots, letters beyond ASCII, MP3 beside. */
    private static void snips(OfficialFolder folder) {
        folder.text(
                "SNIPS/all.iob.snips.txt",
                "Ivy-snips-train-0 BOS ADD NEW YORK TO ROCK EOS\tO O city city O playlist AddToPlaylist",
                "Joey-snips-train-1 BOS FORECAST FOR BORÅS EOS\tO O O city GetWeather",
                "Brian-snips-train-0 BOS ADD NEW YORK TO ROCK EOS\tO O city city O playlist AddToPlaylist",
                "Amy-snips-valid-0 BOS ROME ITALY & SPAIN EOS\tO city country O country GetWeather",
                "Emma-snips-test-0 BOS BEST SMÖRGÅS IN NEW YORK EOS\tO best_rating O O city city GetWeather");
        folder.audio(
                "SNIPS/train/Ivy-snips-train-0.wav",
                "SNIPS/train/Joey-snips-train-1.wav",
                "SNIPS/train/Brian-snips-train-0.wav",
                "SNIPS/valid/Amy-snips-valid-0.wav",
                "SNIPS/test/Emma-snips-test-0.wav");
        folder.bytes("SNIPS/test/Emma-snips-test-1.mp3", new byte[0]);
        folder.bytes("audio_slu/audio_Ivy/snips/snips-train-0.mp3", new byte[0]);
    }

    /** The clips are WAV in spite of their names, since not every machine that runs tests has ffmpeg. */
    private static void commonVoice(OfficialFolder folder) {
        String language = "cv-corpus-17.0-2024-03-15/en/";
        String header = "client_id\tpath\tsentence_id\tsentence\tup_votes\tdown_votes\tage\tlocale";
        for (String list : List.of("train", "dev", "test")) {
            String clip = "common_voice_en_" + list;
            folder.text(
                    language + list + ".tsv",
                    header,
                    list + "\t" + clip + "1.mp3\t1\tGO NORTH\t2\t0\t\ten",
                    list + "\t" + clip + "2.mp3\t2\tSTOP\t2\t0\ttwenties\ten");
            folder.audio(language + "clips/" + clip + "1.mp3", language + "clips/" + clip + "2.mp3");
        }
    }

    private static void cremaD(OfficialFolder folder) {
        for (int actor = 1001; actor <= 1005; actor++) {
            folder.audio(
                    "CREMA-D/AudioWAV/" + actor + "_DFA_ANG_XX.wav", "CREMA-D/AudioWAV/" + actor + "_ITH_SAD_X.wav");
        }
    }

    private static void emoDb(OfficialFolder folder) {
        for (String speaker : List.of("03", "10", "11", "12", "15")) {
            folder.audio("EMO-DB/wav/" + speaker + "a01Fa.wav", "EMO-DB/wav/" + speaker + "b10Wb.wav");
        }
        folder.bytes("EMO-DB/wav/._03a01Fa.wav", new byte[10]);
    }

    private static void fluent(OfficialFolder folder) {
        String root = "fluent_speech_commands_dataset/";
        for (String list : List.of("train", "valid", "test")) {
            String speaker = "speaker_" + list;
            String path = "wavs/speakers/" + speaker + "/";
            folder.text(
                    root + "data/" + list + "_data.csv",
                    ",path,speakerId,transcription,action,object,location",
                    "0," + path + "1.wav," + speaker + ",\"Lights on, please\",activate,lights,none",
                    "1," + path + "2.wav," + speaker + ",Heat up in the kitchen,increase,heat,kitchen");
            folder.audio(root + path + "1.wav", root + path + "2.wav");
        }
    }

    /** The folder of recordings is a link. */
    private static void fsdd(OfficialFolder folder) {
        for (int digit = 0; digit < 2; digit++) {
            for (int take : List.of(0, 5, 9)) {
                folder.audio("store/recordings/" + digit + "_jackson_" + take + ".wav");
            }
        }
        folder.link("FSDD/recordings", "store/recordings");
    }

    private static void iemocap(OfficialFolder folder) {
        for (int k = 1; k <= 5; k++) {
            String dialog = "Ses0" + k + "F_impro01";
            String session = "IEMOCAP_full_release/Session" + k;
            folder.text(
                    session + "/dialog/EmoEvaluation/" + dialog + ".txt",
                    "% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]",
                    "",
                    "[6.29 - 8.23]\t" + dialog + "_F000\tneu\t[2.5, 2.5, 2.5]",
                    "C-E2:\tNeutral;\t()",
                    "[10.0 - 11.4]\t" + dialog + "_M001\texc\t[2.5, 2.5, 2.5]",
                    "[14.8 - 18.0]\t" + dialog + "_M002\txxx\t[2.5, 2.5, 2.5]");
            folder.bytes(session + "/dialog/EmoEvaluation/._" + dialog + ".txt", new byte[] {0, 5, 22, 7, -1});
            String wav = session + "/sentences/wav/" + dialog + "/" + dialog;
            folder.audio(wav + "_F000.wav", wav + "_M001.wav", wav + "_M002.wav");
        }
    }

    private static void libri2Mix(OfficialFolder folder, boolean prepared) {
        Map.of("train", "train-100", "dev", "dev", "test", "test").forEach((split, subset) -> {
            String first = "103-1240-0000";
            String second = "8455-210777-0034";
            String mixture = first + "_" + second;
            String wav = "wav16k/max/" + subset + "/mix_both/" + mixture + ".wav";
            folder.audio("Libri2Mix/" + wav);
            String elsewhere = "/made/on/another/machine/Libri2Mix/" + wav;
            if (prepared) {
                folder.text("Libri2Mix/data/" + split + "/wav.scp", mixture + " " + elsewhere);
                folder.text(
                        "Libri2Mix/data/" + split + "/rttm",
                        "SPEAKER\t" + mixture + "\t1\t0.1\t0.30000000000000004\t<NA>\t<NA>\t103\t<NA>",
                        "SPEAKER\t" + mixture + "\t1\t0.0\t0.2\t<NA>\t<NA>\t8455\t<NA>");
            } else {
                folder.text(
                        "Libri2Mix/wav16k/max/metadata/mixture_" + subset + "_mix_both.csv",
                        "mixture_ID,mixture_path,source_1_path,source_2_path,noise_path,length",
                        mixture + "," + elsewhere + ",a,b,c,8000");
                folder.text(
                        "LibriMix/metadata/LibriSpeech/" + SPLITS.get(split).replace('-', '_') + ".rttm",
                        "SPEAKER 1240-0000 1   0.100   0.300 <NA> <NA> 103 <NA> <NA>",
                        "SPEAKER 210777-0034 1   0.000   0.200 <NA> <NA> 8455 <NA> <NA>");
            }
        });
    }

    /** A subset lies behind a link; the lexicon has comments, alternatives and a word less than is spoken. */
    private static void librispeech(OfficialFolder folder) {
        SPLITS.values().forEach(subset -> {
            String place = subset.equals("dev-clean") ? "store/dev-clean" : "LibriSpeech/" + subset;
            folder.audio(place + "/84/121123/84-121123-0000.flac", place + "/84/121123/84-121123-0001.flac");
            folder.text(
                    place + "/84/121123/84-121123.trans.txt",
                    "84-121123-0000 GO ON AND ON",
                    "84-121123-0001 GO AND SEE");
        });
        folder.link("LibriSpeech/dev-clean", "store/dev-clean");
        folder.text("LibriSpeech/SPEAKERS.TXT", ";ID  |SEX| SUBSET           |MINUTES| NAME");
        folder.text(
                "lexicon/cmudict.dict",
                ";;; a comment",
                "AND  AE1 N D",
                "AND(1)  AH0 N D",
                "GO  G OW1 # verb",
                "ON  AA1 N");
        folder.text("lexicon/librispeech-lexicon.txt", "AND\tAH0 N D", "SEE\tS IY1");
    }

    private static void quesst(OfficialFolder folder) {
        String root = "quesst14Database/";
        List<String> documents = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            documents.add(root + "Audio/quesst14_0000" + i + ".wav " + (i == 4 ? "czech" : "nnenglish"));
            folder.noise(root + "Audio/quesst14_0000" + i + ".wav", 1);
        }
        folder.text(root + "scoring/language_key_utterances.lst", documents.toArray(String[]::new));
        Map.of("dev", "dev_queries", "eval", "eval_queries").forEach((part, queries) -> {
            List<String> lines = new ArrayList<>();
            for (int i = 1; i <= 2; i++) {
                String name = queries + "/quesst14_" + part + "_000" + i + ".wav";
                lines.add(root + name + " nnenglish");
                folder.audio(root + name);
            }
            folder.text(root + "scoring/language_key_" + part + ".lst", lines.toArray(String[]::new));
            folder.text(
                    root + "scoring/groundtruth_quesst14_" + part + "/quesst14_" + part + ".rttm",
                    "LEXEME quesst14_00001 1 0.0 5.0 quesst14_" + part + "_0001 lex 0.5 <NA>",
                    "LEXEME quesst14_00003 1 0.0 5.0 quesst14_" + part + "_0002 lex 0.5 <NA>");
        });
    }

    private static void speechCommands(OfficialFolder folder, String version, boolean testSet) {
        String root = "speech_commands_v" + version + "/";
        List<String> words = List.of("yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go", "bed");
        List<String> dev = new ArrayList<>();
        List<String> test = new ArrayList<>();
        for (String word : words) {
            folder.audio(root + word + "/0a7c2a8d_nohash_0.wav");
            dev.add(word + "/1b7c2a8d_nohash_0.wav");
            test.add(word + "/2c7c2a8d_nohash_0.wav");
            folder.audio(root + word + "/1b7c2a8d_nohash_0.wav", root + word + "/2c7c2a8d_nohash_0.wav");
            if (testSet) {
                String label = word.equals("bed") ? "_unknown_" : word;
                folder.audio("speech_commands_test_set_v" + version + "/" + label + "/3d7c2a8d_nohash_0.wav");
            }
        }
        if (testSet) {
            folder.audio("speech_commands_test_set_v" + version + "/_silence_/0.wav");
        }
        folder.text(root + "validation_list.txt", dev.toArray(String[]::new));
        folder.text(root + "testing_list.txt", test.toArray(String[]::new));
        folder.noise(root + "_background_noise_/white_noise.wav", 6);
        folder.text(root + "_background_noise_/README.md", "noise");
    }

    /** With SUPERB's name of the list alone, and all recordings in one folder. */
    private static void voxCeleb(OfficialFolder folder) {
        List<String> lines = new ArrayList<>();
        for (int speaker = 1; speaker <= 2; speaker++) {
            for (int split = 1; split <= 3; split++) {
                String name = "id1000" + speaker + "/x6uYqmx31kE/0000" + split + ".wav";
                lines.add(split + " " + name);
                folder.audio("VoxCeleb1/wav/" + name);
            }
        }
        folder.text("VoxCeleb1/veri_test_class.txt", lines.toArray(String[]::new));
    }

    /** Forty speakers to train on, so that two are dev. */
    private static void voxCelebVerification(OfficialFolder folder) {
        for (int speaker = 10_001; speaker <= 10_040; speaker++) {
            folder.audio(
                    "VoxCeleb1/wav/id" + speaker + "/8jEAjG6SegY/00001.wav",
                    "VoxCeleb1/wav/id" + speaker + "/8jEAjG6SegY/00002.wav");
        }
        for (int speaker = 10_270; speaker <= 10_272; speaker++) {
            folder.audio(
                    "VoxCeleb1/wav/id" + speaker + "/x6uYqmx31kE/00001.wav",
                    "VoxCeleb1/wav/id" + speaker + "/x6uYqmx31kE/00002.wav");
        }
        folder.text(
                "VoxCeleb1/veri_test.txt",
                "1 id10270/x6uYqmx31kE/00001.wav id10270/x6uYqmx31kE/00002.wav",
                "0 id10270/x6uYqmx31kE/00001.wav id10271/x6uYqmx31kE/00001.wav",
                "1 id10271/x6uYqmx31kE/00001.wav id10271/x6uYqmx31kE/00002.wav",
                "1 id10272/x6uYqmx31kE/00001.wav id10272/x6uYqmx31kE/00002.wav");
    }
}
