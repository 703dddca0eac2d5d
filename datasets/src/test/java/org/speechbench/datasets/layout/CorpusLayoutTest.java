package org.speechbench.datasets.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.Progress;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/** Each layout on a folder of a few empty files. */
class CorpusLayoutTest {
    @TempDir
    Path root;

    @Test
    void emo_db_is_read_from_its_file_names() throws IOException {
        files("wav/03a01Fa.wav", "wav/16b10Wb.wav");
        Corpus corpus = read("emodb");
        assertThat(corpus.utterances())
                .extracting(Utterance::id)
                .containsExactly("EMO-DB/wav/03a01Fa.wav", "EMO-DB/wav/16b10Wb.wav");
        assertThat(corpus.utterances()).extracting(Utterance::speaker).containsExactly("EMO-03", "EMO-16");
        assertThat(corpus.utterances()).extracting(Utterance::split).containsExactly("fold1", "fold5");
        assertThat(labels(corpus, "label")).containsExactly("happiness", "anger");
        assertThat(labels(corpus, "text_code")).containsExactly("a01", "b10");
    }

    @Test
    void fsdd_has_its_first_takes_for_test() throws IOException {
        files("recordings/7_jackson_4.wav", "recordings/7_jackson_5.wav", "recordings/0_george_9.wav");
        Corpus corpus = read("fsdd");
        assertThat(corpus.utterances()).extracting(Utterance::split).containsExactly("dev", "test", "train");
        assertThat(labels(corpus, "label")).containsExactly("0", "7", "7");
    }

    @Test
    void crema_d_has_folds_of_actors() throws IOException {
        files("AudioWAV/1001_DFA_ANG_XX.wav", "AudioWAV/1001_IEO_SAD_LO.wav", "AudioWAV/1090_IEO_HAP_HI.wav");
        Corpus corpus = read("crema_d");
        assertThat(corpus.utterances()).extracting(Utterance::split).containsExactly("fold2", "fold2", "fold1");
        assertThat(labels(corpus, "label")).containsExactly("anger", "sadness", "happiness");
    }

    @Test
    void common_voice_is_not_quoted_and_its_clips_are_mp3() throws IOException {
        String language = "cv-corpus-17.0-2024-03-15/de/";
        String header = "client_id\tpath\tsentence_id\tsentence\tlocale";
        files(language + "clips/b.mp3", language + "clips/a.mp3", language + "clips/c.mp3");
        write(language + "train.tsv", header, "ann\tb.mp3\t1\t\"Nein\", sagte Groß.\tde", "bob\ta\t2\tZwölf \"\tde");
        write(language + "dev.tsv", header, "cem\tc.mp3\t3\tJa\tde");
        write(language + "test.tsv", header);
        write(language + "validated.tsv", header, "ann\tnone.mp3\t1\tNein\tde");
        Corpus corpus = read("common_voice");
        assertThat(corpus.utterances())
                .extracting(Utterance::id)
                .containsExactly(
                        "common_voice/" + language + "clips/a.mp3",
                        "common_voice/" + language + "clips/b.mp3",
                        "common_voice/" + language + "clips/c.mp3");
        assertThat(corpus.utterances()).extracting(Utterance::speaker).containsExactly("CV-bob", "CV-ann", "CV-cem");
        assertThat(corpus.utterances()).extracting(Utterance::split).containsExactly("train", "train", "dev");
        assertThat(labels(corpus, "transcript")).containsExactly("Zwölf \"", "\"Nein\", sagte Groß.", "Ja");
        assertThat(labels(corpus, "language")).containsOnly("de");
        write(language + "test.tsv", header, "cem\t../c.mp3\t3\tJa\tde");
        assertRefused(() -> read("common_voice"), "no name of a recording");
        write(language + "test.tsv", header, "cem\tc.mp3\t3\t\tde");
        assertRefused(() -> read("common_voice"), "path or sentence is empty");
        write(language + "test.tsv", "client_id\tpath\tsentence", "");
        assertRefused(() -> read("common_voice"), "lacks locale");
        files("cv-corpus-1/fr/clips/a.mp3");
        write("cv-corpus-1/fr/train.tsv", header);
        assertRefused(() -> read("common_voice"), "several languages or versions");
    }

    @Test
    void voxceleb_s_recordings_may_be_m4a() throws IOException {
        files("wav/id10001/a/00001.m4a", "wav/id10001/a/00002.wav", "wav/id10001/a/00002.m4a");
        write("iden_split.txt", "1 id10001/a/00001.wav", "2 id10001/a/00002.wav", "3 id10001/a/00003.wav");
        assertThat(read("voxceleb1").utterances())
                .extracting(u -> String.valueOf(root.relativize(u.audio())))
                .containsExactly("wav/id10001/a/00001.m4a", "wav/id10001/a/00002.wav", "dev/wav/id10001/a/00003.wav");
    }

    @Test
    void an4_is_read_from_its_lists_in_whatever_container() throws IOException {
        files("wav/an4_clstk/fash/an251-fash-b.sph", "wav/an4test_clstk/fcaw/an406-fcaw-b.flac");
        write("etc/an4_train.fileids", "an4_clstk/fash/an251-fash-b");
        write("etc/an4_train.transcription", "<s> YES </s> (an251-fash-b)");
        write("etc/an4_test.fileids", "an4test_clstk/fcaw/an406-fcaw-b");
        write("etc/an4_test.transcription", "RUBOUT G M E (an406-fcaw-b)");
        Corpus corpus = read("an4");
        assertThat(corpus.utterances())
                .extracting(Utterance::id)
                .containsExactly(
                        "an4/wav/an4_clstk/fash/an251-fash-b.sph", "an4/wav/an4test_clstk/fcaw/an406-fcaw-b.flac");
        assertThat(labels(corpus, "transcript")).containsExactly("YES", "RUBOUT G M E");
        assertThat(corpus.utterances()).extracting(Utterance::speaker).containsExactly("AN4-fash", "AN4-fcaw");
        write("etc/an4_test.transcription", "RUBOUT (an407-fcaw-b)");
        assertRefused(() -> read("an4"), "an406-fcaw-b");
    }

    @Test
    void fluent_speech_commands_has_three_labels() throws IOException {
        String header = ",path,speakerId,transcription,action,object,location";
        write("data/train_data.csv", header, "0,wavs/speakers/a/1.wav,a,\"Lights on, please\",activate,lights,none");
        write("data/valid_data.csv", header, "0,wavs/speakers/b/2.wav,b,Louder,increase,volume,none");
        write("data/test_data.csv", header, "0,wavs/speakers/c/3.wav,c,Heat in kitchen,increase,heat,kitchen");
        Corpus corpus = read("fluent_speech_commands");
        assertThat(corpus.utterances()).extracting(Utterance::split).containsExactly("train", "dev", "test");
        assertThat(labels(corpus, "transcript")).containsExactly("Lights on, please", "Louder", "Heat in kitchen");
        assertThat(labels(corpus, "location")).containsExactly("none", "none", "kitchen");
        assertThat(corpus.utterances().get(0).audio()).isEqualTo(root.resolve("wavs/speakers/a/1.wav"));
    }

    @Test
    void voxceleb1_is_cut_by_its_list_wherever_recordings_lie() throws IOException {
        files("dev/wav/id10001/x/1.wav", "test/wav/id10270/y/2.wav");
        write("iden_split.txt", "1 id10001/x/1.wav", "3 id10270/y/2.wav", "2 id10270/y/3.wav");
        Corpus corpus = read("voxceleb1");
        assertThat(corpus.utterances()).extracting(Utterance::split).containsExactly("train", "test", "dev");
        assertThat(corpus.utterances()).extracting(u -> Files.exists(u.audio())).containsExactly(true, true, false);
        assertThat(labels(corpus, "label")).containsExactly("id10001", "id10270", "id10270");
    }

    @Test
    void iemocap_keeps_four_emotions_and_has_a_fold_a_session() throws IOException {
        for (int k = 1; k <= 5; k++) {
            String dialog = "Ses0" + k + "F_impro01";
            write(
                    "Session" + k + "/dialog/EmoEvaluation/" + dialog + ".txt",
                    "% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]",
                    "[6.29 - 8.23]\t" + dialog + "_F000\tneu\t[2.5, 2.5, 2.5]",
                    "C-E2:\tNeutral;\t()",
                    "[10.0 - 11.4]\t" + dialog + "_M001\texc\t[2.5, 2.5, 2.5]",
                    "[14.8 - 18.0]\t" + dialog + "_M002\txxx\t[2.5, 2.5, 2.5]");
        }
        Corpus corpus = read("iemocap");
        assertThat(corpus.utterances()).hasSize(10);
        assertThat(corpus.splits()).containsExactly("fold1", "fold2", "fold3", "fold4", "fold5");
        Utterance second = corpus.utterances().get(1);
        assertThat(second.label("label")).isEqualTo("happiness");
        assertThat(second.speaker()).isEqualTo("IEMOCAP-1M");
        assertThat(second.audio())
                .isEqualTo(root.resolve("Session1/sentences/wav/Ses01F_impro01/Ses01F_impro01_M001.wav"));
    }

    @Test
    void speech_commands_is_cut_by_its_lists_and_knows_keywords() throws IOException {
        files("yes/aa_nohash_0.wav", "bed/bb_nohash_1.wav", "no/cc_nohash_0.wav", "_background_noise_/white_noise.wav");
        write("validation_list.txt", "bed/bb_nohash_1.wav");
        write("testing_list.txt", "no/cc_nohash_0.wav");
        Corpus corpus = read("speech_commands_v001");
        Map<String, String> splits =
                corpus.utterances().stream().collect(Collectors.toMap(u -> u.label("label"), Utterance::split));
        assertThat(splits).isEqualTo(Map.of("yes", "train", "bed", "dev", "no", "test"));
        assertThat(labels(corpus, "superb_label")).containsExactly("_unknown_", "no", "yes");
    }

    @Test
    void silence_is_every_second_of_the_background_noise() throws IOException {
        files("yes/aa_nohash_0.wav");
        seconds("_background_noise_/hum.wav", 12);
        write("validation_list.txt", "none");
        write("testing_list.txt", "none");
        Corpus corpus = read("speech_commands_v002");
        List<Utterance> silence = corpus.utterances().stream()
                .filter(u -> u.label("superb_label").equals("_silence_"))
                .toList();
        assertThat(silence).hasSize(12).allSatisfy(u -> {
            assertThat(u.numSamples()).isEqualTo(16_000);
            assertThat(u.id()).isEqualTo("speech_commands_v0.02/_background_noise_/hum.wav#" + u.start());
        });
        assertThat(silence).extracting(Utterance::start).doesNotHaveDuplicates().contains(0L, 16_000L * 11);
        assertThat(silence).filteredOn(u -> u.split().equals("dev")).hasSize(2);
        assertThat(silence).filteredOn(u -> u.split().equals("test")).hasSize(1);
    }

    @Test
    void the_official_test_set_takes_the_place_of_the_testing_list() throws IOException {
        Path beside = root.resolve("data/speech_commands_test_set_v0.01");
        root = root.resolve("data/speech_commands_v0.01");
        files("yes/aa_nohash_0.wav", "no/cc_nohash_0.wav");
        seconds("_background_noise_/hum.wav", 8);
        write("validation_list.txt", "none");
        write("testing_list.txt", "no/cc_nohash_0.wav");
        for (String name : List.of("no/dd_nohash_0.wav", "_unknown_/ee_nohash_0.wav", "_silence_/7.wav")) {
            Files.createDirectories(beside.resolve(name).getParent());
            Files.write(beside.resolve(name), new byte[0]);
        }
        Corpus corpus = read("speech_commands_v001");
        assertThat(corpus.split("test"))
                .extracting(u -> u.label("superb_label"), Utterance::speaker)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("no", "SC-dd"),
                        org.assertj.core.groups.Tuple.tuple("_unknown_", "SC-ee"),
                        org.assertj.core.groups.Tuple.tuple("_silence_", "SC-noise"));
        assertThat(corpus.split("train")).hasSize(1 + 7);
    }

    @Test
    void verification_trains_on_speakers_of_no_trial_and_keeps_every_twentieth_for_dev() throws IOException {
        for (int i = 1; i <= 20; i++) {
            files("dev/wav/id1" + (1000 + i) + "/v/1.wav");
        }
        files("dev/wav/id10270/v/9.wav", "test/wav/id10270/v/1.wav", "test/wav/id10271/w/2.wav");
        write("veri_test.txt", "1 id10270/v/1.wav id10270/v/2.wav", "0 id10270/v/1.wav id10271/w/2.wav");
        Corpus corpus = read("voxceleb1_verification");
        assertThat(corpus.split("train")).hasSize(19);
        assertThat(corpus.split("dev")).extracting(Utterance::speaker).containsExactly("VOX-id11020");
        assertThat(corpus.split("test"))
                .extracting(Utterance::id)
                .containsExactly("VoxCeleb1/id10270/v/1.wav", "VoxCeleb1/id10270/v/2.wav", "VoxCeleb1/id10271/w/2.wav");
        assertThat(layout("voxceleb1_verification").companions(root, corpus))
                .containsEntry(".trials.txt", "1 id10270/v/1.wav id10270/v/2.wav\n0 id10270/v/1.wav id10271/w/2.wav\n");
    }

    @Test
    void libri2mix_has_the_turns_of_both_speakers_wherever_it_was_made() throws IOException {
        files("wav16k/max/test/mix_both/1-2-3_4-5-6.wav");
        for (String split : List.of("train", "dev", "test")) {
            write(
                    "data/" + split + "/wav.scp",
                    "1-2-3_4-5-6 /elsewhere/Libri2Mix/wav16k/max/test/mix_both/1-2-3_4-5-6.wav");
            write(
                    "data/" + split + "/rttm",
                    "SPEAKER\t1-2-3_4-5-6\t1\t0.5\t1.25\t<NA>\t<NA>\t1\t<NA>",
                    "SPEAKER\t1-2-3_4-5-6\t1\t0.0\t3.1\t<NA>\t<NA>\t4\t<NA>");
        }
        Corpus corpus = read("libri2mix");
        assertThat(corpus.splits()).containsExactlyInAnyOrder("train", "dev", "test");
        Utterance mixture = corpus.split("test").get(0);
        assertThat(mixture.label("turns")).isEqualTo("1:0.500-1.750 4:0.000-3.100");
        assertThat(mixture.audio()).isEqualTo(root.resolve("wav16k/max/test/mix_both/1-2-3_4-5-6.wav"));
        write("data/dev/rttm", "SPEAKER other 1 0.5 1.25 <NA> <NA> 1 <NA>");
        assertRefused(() -> read("libri2mix"), "no turns");
    }

    @Test
    void quesst_has_english_documents_and_queries_with_the_documents_that_have_them() throws IOException {
        write(
                "scoring/language_key_utterances.lst",
                "quesst14Database/Audio/quesst14_00001.wav nnenglish",
                "quesst14Database/Audio/quesst14_00002.wav albanian",
                "quesst14Database/Audio/quesst14_00003.wav nnenglish");
        write("scoring/language_key_dev.lst", "quesst14Database/dev_queries/quesst14_dev_0007.wav nnenglish");
        write(
                "scoring/language_key_eval.lst",
                "quesst14Database/eval_queries/quesst14_eval_0001.wav nnenglish",
                "quesst14Database/eval_queries/quesst14_eval_0002.wav czech");
        write(
                "scoring/groundtruth_quesst14_dev/quesst14_dev.rttm",
                "LEXEME quesst14_00003 1 0.0 5.0 quesst14_dev_0007 lex 0.5 <NA>",
                "LEXEME quesst14_00002 1 0.0 5.0 quesst14_dev_0007 lex 0.5 <NA>");
        write("scoring/groundtruth_quesst14_eval/quesst14_eval.rttm", "SPKR-INFO quesst14_00001 1");
        Corpus corpus = read("quesst14");
        assertThat(corpus.split("documents"))
                .extracting(Utterance::id)
                .containsExactly(
                        "quesst14Database/Audio/quesst14_00001.wav", "quesst14Database/Audio/quesst14_00003.wav");
        assertThat(corpus.split("dev").get(0).label("matches")).isEqualTo("quesst14Database/Audio/quesst14_00003.wav");
        assertThat(corpus.split("test")).singleElement().satisfies(q -> assertThat(q.label("matches"))
                .isEmpty());
    }

    @Test
    void audio_snips_has_its_slots_marked_and_superb_s_voices() throws IOException {
        files(
                "train/Ivy-snips-train-0.wav",
                "train/Brian-snips-train-0.wav",
                "valid/Amy-snips-valid-1.wav",
                "test/Emma-snips-test-2.wav");
        write(
                "all.iob.snips.txt",
                "\uFEFFIvy-snips-train-0 BOS play rock me by abba EOS\tO O song song O artist PlayMusic",
                "Amy-snips-valid-1 BOS new york , city of dreams EOS\tO city city O city O city GetWeather",
                "Emma-snips-test-2 BOS hello EOS\tO O Greet");
        Corpus corpus = read("audio_snips");
        assertThat(corpus.utterances()).extracting(Utterance::split).containsExactly("test", "train", "dev");
        assertThat(labels(corpus, "slots"))
                .containsExactly(
                        "hello",
                        "play B-song rock me E-song by B-artist abba E-artist",
                        "B-city new york city E-city of B-city dreams E-city");
        assertThat(labels(corpus, "label")).containsExactly("Greet", "PlayMusic", "GetWeather");
    }

    @Test
    void audio_snips_has_plain_names_of_slots_as_published_and_equal_neighbours_are_one() throws IOException {
        files("train/Ivy-snips-train-0.wav", "train/Joey-snips-train-1.wav", "valid/Amy-snips-valid-1.wav");
        files("test/Emma-snips-test-2.wav");
        write(
                "all.iob.snips.txt",
                "Ivy-snips-train-0 BOS ADD NEW YORK CITY TO ROCK EOS\tO O city city city O playlist AddToPlaylist",
                "Joey-snips-train-1 BOS ROME ITALY EOS\tO city country GetWeather",
                "Amy-snips-valid-1 BOS SHOW ME EOS\tO O O SearchScreeningEvent",
                "Emma-snips-test-2 BOS BEST BORÅS EOS\tO best_rating city GetWeather",
                "Salli-snips-test-2 BOS TOO FEW MARKS EOS\tO GetWeather");
        Corpus corpus = read("audio_snips");
        assertThat(labels(corpus, "slots"))
                .containsExactly(
                        "B-best_rating BEST E-best_rating B-city BORÅS E-city",
                        "ADD B-city NEW YORK CITY E-city TO B-playlist ROCK E-playlist",
                        "B-city ROME E-city B-country ITALY E-country",
                        "SHOW ME");
        assertThat(labels(corpus, "label")).contains("AddToPlaylist", "SearchScreeningEvent");
        write("all.iob.snips.txt", "Ivy-snips-train-0 BOS TOO FEW MARKS EOS\tO AddToPlaylist");
        assertRefused(() -> read("audio_snips"), "Ivy-snips-train-0");
    }

    @Test
    void voxceleb1_is_cut_by_superb_s_name_of_the_list_too() throws IOException {
        files("wav/id10001/x/1.wav");
        write("veri_test_class.txt", "1 id10001/x/1.wav");
        assertThat(read("voxceleb1").split("train"))
                .extracting(Utterance::audio)
                .containsExactly(root.resolve("wav/id10001/x/1.wav"));
        write("iden_split.txt", "2 id10001/x/1.wav");
        assertThat(read("voxceleb1").split("dev")).hasSize(1);
    }

    @Test
    void verification_finds_all_recordings_in_one_folder_too() throws IOException {
        files("wav/id10001/v/1.wav", "wav/id10002/v/1.wav", "wav/id10270/v/1.wav", "wav/id10271/w/2.wav");
        write("voxceleb1_test_v2.txt", "0 id10270/v/1.wav id10271/w/2.wav");
        Corpus corpus = read("voxceleb1_verification");
        assertThat(corpus.split("train"))
                .extracting(Utterance::id)
                .containsExactly("VoxCeleb1/id10001/v/1.wav", "VoxCeleb1/id10002/v/1.wav");
        assertThat(corpus.split("test")).allSatisfy(u -> assertThat(u.audio()).exists());
        files("dev/wav/id10001/v/1.wav", "dev/wav/id10003/v/1.wav");
        assertThat(read("voxceleb1_verification").split("train")).hasSize(3);
    }

    @Test
    void libri2mix_is_read_as_its_recipe_leaves_it() throws IOException {
        Path data = root;
        root = data.resolve("Libri2Mix");
        Map.of("train", "train-100", "dev", "dev", "test", "test").forEach((split, subset) -> {
            String mixture = "wav16k/max/" + subset + "/mix_both/61-70968-0000_8455-210777-0034.wav";
            write(
                    "wav16k/max/metadata/mixture_" + subset + "_mix_both.csv",
                    "mixture_ID,mixture_path,source_1_path,source_2_path,noise_path,length",
                    "61-70968-0000_8455-210777-0034,/made/elsewhere/Libri2Mix/" + mixture + ",a,b,c,16000");
            files(mixture);
        });
        root = data.resolve("LibriMix");
        for (String name : List.of("train_clean_100", "dev_clean", "test_clean")) {
            write(
                    "metadata/LibriSpeech/" + name + ".rttm",
                    "SPEAKER 70968-0000 1   0.370   1.000 <NA> <NA> 61 <NA> <NA>",
                    "SPEAKER 210777-0034 1   0.100   0.400 <NA> <NA> 8455 <NA> <NA>",
                    "SPEAKER 210777-0034 1   0.600   0.200 <NA> <NA> 8455 <NA> <NA>");
        }
        root = data.resolve("Libri2Mix");
        Corpus corpus = read("libri2mix");
        assertThat(labels(corpus, "turns"))
                .hasSize(3)
                .allMatch("61:0.370-1.370 8455:0.100-0.500 8455:0.600-0.800"::equals);
        assertThat(corpus.utterances()).allSatisfy(u -> assertThat(u.audio()).exists());
    }

    @Test
    void librispeech_has_its_official_subsets_and_an_empty_one_has_nothing() throws IOException {
        files("dev-clean/84/121123/84-121123-0000.flac", "notes/84/121123/84-121123-0001.flac");
        Files.createDirectories(root.resolve("test-clean"));
        Corpus corpus = read("librispeech");
        assertThat(corpus.splits()).containsExactly("dev-clean");
        assertThat(layout("librispeech").counts(corpus))
                .contains(new PartCount("dev-clean", 1, 2_703), new PartCount("test-clean", 0, 2_620));
    }

    @Test
    void speech_commands_counts_words_apart_from_the_noise_that_silence_is_cut_from() throws IOException {
        files("yes/aa_nohash_0.wav");
        seconds("_background_noise_/hum.wav", 12);
        write("validation_list.txt", "none");
        write("testing_list.txt", "none");
        assertThat(layout("speech_commands_v001").counts(read("speech_commands_v001")))
                .containsExactlyInAnyOrder(
                        new PartCount("train", 1, 51_088),
                        new PartCount("dev", 0, 6_798),
                        new PartCount("test", 0, 6_835),
                        new PartCount("_background_noise_", 1, 6));
    }

    @ParameterizedTest
    @MethodSource("names")
    void no_layout_takes_a_corpus_without_recordings_for_whole(String name) {
        Corpus none = Corpus.of(name, List.of());
        List<PartCount> counts = layout(name).counts(none);
        assertThat(counts).noneMatch(PartCount::complete);
        // Common Voice has another number for each language and version, so that none is known.
        assertThat(counts.isEmpty()).isEqualTo(name.equals("common_voice"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_folder_of_something_else_is_an_error_that_names_what_is_missing(String name) throws IOException {
        files("music/song.wav");
        assertRefused(() -> read(name), "is not there");
    }

    @Test
    void bad_items_name_themselves_or_are_left_out_and_counted() throws IOException {
        files("wav/a/s/one.wav", "wav/a/s/two.wav", "wav/b/t/three.wav");
        write("etc/an4_train.fileids", "a/s/one", "a/s/two");
        write("etc/an4_train.transcription", "YES (one)", "NO");
        write("etc/an4_test.fileids", "b/t/three");
        Files.write(
                root.resolve("etc/an4_test.transcription"),
                new byte[] {(byte) 0xE9, '\n', 'A', ' ', '(', 't', 'h', 'r', 'e', 'e', ')'});
        assertRefused(() -> read("an4"), "an4_train.transcription: wanted 'TEXT (UTTERANCE)'; got 'NO'");
        BadItems bad = BadItems.skipped(Progress.silent());
        assertThat(layout("an4").read(root, bad, Progress.silent()).utterances())
                .extracting(Utterance::id)
                .containsExactly("an4/wav/a/s/one.wav", "an4/wav/b/t/three.wav");
        assertThat(bad.skipped()).hasSize(3).anySatisfy(item -> assertThat(item.reason())
                .contains("an4_test.transcription:1: byte 1 is 0xE9"));
    }

    @Test
    void a_name_that_says_nothing_is_a_bad_item() {
        files("wav/03a01Fa.wav", "wav/copy of 03a01Fa.wav");
        BadItems bad = BadItems.skipped(Progress.silent());
        assertThat(layout("emodb").read(root, bad, Progress.silent()).utterances())
                .hasSize(1);
        assertThat(bad.skipped()).singleElement().satisfies(item -> assertThat(item.reason())
                .contains("copy of 03a01Fa.wav: wanted a name like"));
    }

    @Test
    void a_bad_row_of_a_list_with_commas_harms_no_other() throws IOException {
        for (String list : List.of("train", "valid", "test")) {
            write(
                    "data/" + list + "_data.csv",
                    ",path,speakerId,transcription,action,object,location",
                    "0,wavs/" + list + "1.wav,s,\"Lights on, please\",activate,lights,none",
                    "1,wavs/" + list + "2.wav,s,\"Heat\" up,increase,heat,kitchen",
                    "2,wavs/" + list + "3.wav,s,Heat up,increase",
                    "3,wavs/" + list + "4.wav,s,Heat up,increase,heat,kitchen");
        }
        assertRefused(() -> read("fluent_speech_commands"), "a quote where none belongs; got '1,wavs/train2.wav,");
        BadItems bad = BadItems.skipped(Progress.silent());
        Corpus corpus = layout("fluent_speech_commands").read(root, bad, Progress.silent());
        assertThat(labels(corpus, "transcript"))
                .containsExactly(
                        "Lights on, please", "Heat up", "Lights on, please", "Heat up", "Lights on, please", "Heat up");
        assertThat(bad.skipped()).hasSize(6).anySatisfy(item -> assertThat(item.reason())
                .contains("wanted 7 fields, not 5"));
    }

    @Test
    void lists_of_speech_commands_hold_whatever_the_case_of_endings() throws IOException {
        files("yes/a_nohash_0.WAV", "yes/b_nohash_0.WAV", "yes/c_nohash_0.WAV");
        write("validation_list.txt", "yes/a_nohash_0.wav");
        write("testing_list.txt", "yes/b_nohash_0.wav");
        assertThat(read("speech_commands_v002").splits()).containsExactlyInAnyOrder("dev", "test", "train");
    }

    @Test
    void trials_that_are_none_and_those_of_recordings_left_out_are_not_written_beside_the_manifest()
            throws IOException {
        files("wav/id1/v/1.wav", "wav/id1/v/2.wav", "wav/id2/v/1.wav", "wav/id3/v/1.wav");
        write("veri_test.txt", "1 id1/v/1.wav id1/v/2.wav", "0 id1/v/1.wav id2/v/1.wav", "junk");
        CorpusLayout layout = layout("voxceleb1_verification");
        Corpus corpus = layout.read(root, BadItems.skipped(Progress.silent()), Progress.silent());
        Corpus kept = corpus.filter(u -> !u.id().contains("id2"));
        assertThat(layout.companions(root, kept)).containsEntry(".trials.txt", "1 id1/v/1.wav id1/v/2.wav\n");
    }

    @Test
    void a_turn_of_iemocap_that_is_named_otherwise_is_left_out() throws IOException {
        for (int session = 1; session <= 5; session++) {
            write(
                    "Session" + session + "/dialog/EmoEvaluation/Ses0" + session + "F_impro01.txt",
                    "[6.29 - 8.23]\tSes0" + session + "F_impro01_F000\tneu\t[2.5, 2.5, 2.5]",
                    "[6.29 - 8.23]\tnameless\tneu\t[2.5, 2.5, 2.5]");
        }
        assertThat(read("iemocap").utterances()).hasSize(5);
    }

    private Corpus read(String name) {
        return layout(name).read(root, BadItems.refused(), Progress.silent());
    }

    private static CorpusLayout layout(String name) {
        return layouts().get(name);
    }

    private static NamedServices<CorpusLayout> layouts() {
        return NamedServices.load(CorpusLayout.class, CorpusLayoutTest.class.getClassLoader());
    }

    static Set<String> names() {
        return layouts().names();
    }

    /** A recording of 16 bits at 16 kHz as far as its size says. */
    private void seconds(String name, int seconds) throws IOException {
        files(name);
        Files.write(root.resolve(name), new byte[44 + 32_000 * seconds]);
    }

    private static List<String> labels(Corpus corpus, String column) {
        return corpus.utterances().stream().map(u -> u.label(column)).toList();
    }

    private void files(String... names) {
        try {
            for (String name : names) {
                Path file = root.resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, new byte[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String... lines) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, List.of(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
