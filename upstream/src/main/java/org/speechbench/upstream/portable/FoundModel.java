package org.speechbench.upstream.portable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.speechbench.core.UserError;
import org.speechbench.upstream.OtherModel;

/**
 * A model among the tensors of a file: it is found by its first convolution, whatever the prefix of its names is.
 *
 * @param map names of the toolkit
 * @param prefix of the names of the model's tensors
 * @param names maps the names of this suite to those of the file
 * @param leftOut tensors of the file that do not belong to the model, except for the state of training
 * @param taskHeads those of them that were trained on transcripts or other labels
 */
public record FoundModel(
        NameMap map, String prefix, Map<String, String> names, List<String> leftOut, List<String> taskHeads) {
    private static final int SHOWN = 3;

    /** What training programs store besides weights: optimisers, schedules, averaged copies. */
    private static final Pattern TRAINING_STATE = Pattern.compile(
            "^(last_optimizer_state|optimizer\\w*|optim|lr_schedulers?|scheduler|extra_state|ema\\w*|criterion|callbacks|"
                    + "loops|task_state|scaler)\\..*");

    /**
     * Heads on top of a model: of Hugging Face's classes, torchaudio's {@code aux}, fairseq's {@code proj} and
     * {@code decoder}, and {@code ctc} of this suite.
     */
    private static final Pattern TASK_HEAD = Pattern.compile(
            "^(lm_head|projector|classifier|aux|proj|ctc|decoder|tdnn)\\..+$|^layer_weights$|^objective\\.weight$"
                    + "|^feature_extractor\\.(weight|bias)$");

    /**
     * What pre-training leaves besides the model, by the first word of its names: quantisers, projections, embeddings of
     * clusters and averaged copies. None of it has seen labels.
     */
    private static final Pattern TRAINED_HEAD = Pattern.compile(
            "^(quantizer|input_quantizer|project_q|project_hid|project_inp|target_glu|spk_proj|speaker_proj|"
                    + "layer_norm_for_extract|label_embeddings_concat|layer_pred_heads|_ema)(\\..+)?$");

    /** The same for a head that this suite may keep. */
    private static final Pattern KEPT_HEAD =
            Pattern.compile("^(final_proj|label_embs_concat|label_embeddings|output_layer)(\\..+)?$");

    /** fairseq and s3prl wrap a model in these when it is fine-tuned. */
    private static final Pattern FINE_TUNED = Pattern.compile("(^|.*\\.)(w2v_encoder|w2v_model)\\.$");

    /**
     * @param place for messages
     * @param kind of model, for messages, for example {@code HuBERT}
     * @param table names of all toolkits
     * @throws UserError if there is none, there are several, or one parameter occurs twice
     */
    public static FoundModel in(Path place, String kind, Set<String> tensors, List<NameMap> table) {
        String prefix = prefix(place, kind, tensors, table);
        NameMap map = table.stream()
                .filter(m -> tensors.contains(prefix + m.first()) && tensors.contains(prefix + m.mark()))
                .findFirst()
                .orElseGet(() -> table.stream()
                        .filter(m -> tensors.contains(prefix + m.first()))
                        .findFirst()
                        .orElseThrow());
        Map<String, String> names = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        List<String> taskHeads = new ArrayList<>();
        for (String name : tensors) {
            if (isAtLevel(TASK_HEAD, name, prefix)) {
                leftOut.add(name);
                taskHeads.add(name);
            } else if (isAtLevel(TRAINED_HEAD, name, prefix)) {
                leftOut.add(name);
            } else if (name.startsWith(prefix)) {
                put(place, names, map.ours(name.substring(prefix.length())), name);
            } else {
                String relative = relative(name, prefix);
                String ours = map.beside(relative);
                if (!ours.equals(relative)) {
                    put(place, names, ours, name);
                } else if (!TRAINING_STATE.matcher(name).matches()) {
                    leftOut.add(name);
                }
            }
        }
        return new FoundModel(map, prefix, names, leftOut, taskHeads);
    }

    /**
     * The evidence that labels were used to train the model: its heads, or the class around it; empty if there is none.
     */
    public String labelEvidence() {
        if (!taskHeads.isEmpty()) {
            return taskHeads.get(0);
        }
        return FINE_TUNED.matcher(prefix).matches() ? "names below " + prefix.substring(0, prefix.length() - 1) : "";
    }

    /**
     * Tensors outside the model that are neither a part of it nor a known head; empty if there are none. It cannot be
     * determined whether the model was trained on labels together with them.
     */
    public String strangers() {
        List<String> names = leftOut.stream()
                .filter(n -> !n.startsWith(prefix) && !taskHeads.contains(n) && !isAtLevel(TRAINED_HEAD, n, prefix))
                .filter(n -> map.beside(relative(n, prefix)).equals(relative(n, prefix)))
                .toList();
        return examples("", names);
    }

    /** The first words of the names of what pre-training left in the file besides the model, each once. */
    public List<String> trainedHeads() {
        return Stream.concat(leftOut.stream(), names.values().stream())
                .map(name -> Stream.of(TRAINED_HEAD, KEPT_HEAD)
                        .flatMap(pattern -> levels(prefix)
                                .filter(name::startsWith)
                                .map(level -> pattern.matcher(name.substring(level.length())))
                                .filter(Matcher::matches)
                                .map(matcher -> matcher.group(1)))
                        .findFirst())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Removes parameters, which then count as left out. */
    public FoundModel without(Collection<String> ours) {
        Map<String, String> kept = new LinkedHashMap<>(names);
        List<String> out = new ArrayList<>(leftOut);
        ours.forEach(name -> {
            String theirs = kept.remove(name);
            if (theirs != null) {
                out.add(theirs);
            }
        });
        return new FoundModel(map, prefix, kept, out, taskHeads);
    }

    /** The first few tensors that were left out, and how many more there are. */
    public String leftOutText() {
        return examples("", leftOut);
    }

    private static String prefix(Path place, String kind, Set<String> tensors, List<NameMap> table) {
        Set<String> prefixes = new LinkedHashSet<>();
        for (String name : tensors) {
            for (NameMap map : table) {
                if (name.equals(map.first()) || name.endsWith("." + map.first())) {
                    prefixes.add(name.substring(0, name.length() - map.first().length()));
                }
            }
        }
        if (prefixes.size() > 1) {
            prefixes.removeIf(p -> TRAINING_STATE.matcher(p).matches());
        }
        if (prefixes.isEmpty()) {
            throw OtherModel.error(
                    place + " has no first convolution ("
                            + table.get(0).first().replaceFirst("(\\.0)?\\.weight$", "") + ")"
                            + examples("; its tensors are ", tensors),
                    ", so it holds no " + kind,
                    "Name a file with the weights of a model; one that 'speechbench checkpoint inspect' does not recognise"
                            + " can be exported as TorchScript (docs/any-model.md).");
        }
        if (prefixes.size() > 1) {
            throw new UserError(
                    place + " holds " + prefixes.size() + " models, whose names begin with "
                            + String.join(
                                    " and ",
                                    prefixes.stream().map(p -> "'" + p + "'").toList())
                            + "; which one is meant is not known.",
                    "Save the tensors of one of them in a file of their own.");
        }
        return prefixes.iterator().next();
    }

    /** Heads may be at any of the levels of the model's prefix. */
    private static boolean isAtLevel(Pattern head, String name, String prefix) {
        return levels(prefix)
                .anyMatch(level -> name.startsWith(level)
                        && head.matcher(name.substring(level.length())).matches());
    }

    /** A prefix and those above it: {@code a.b.}, {@code a.} and the empty one. */
    private static Stream<String> levels(String prefix) {
        long depth = prefix.chars().filter(c -> c == '.').count();
        return Stream.iterate(prefix, FoundModel::parent).limit(depth + 1);
    }

    private static String relative(String name, String prefix) {
        String parent = parent(prefix);
        return name.startsWith(parent) ? name.substring(parent.length()) : name;
    }

    /** The parent of a prefix: {@code a.b.} becomes {@code a.}, and {@code a.} becomes empty. */
    private static String parent(String prefix) {
        int dot = prefix.lastIndexOf('.', prefix.length() - 2);
        return prefix.substring(0, dot + 1);
    }

    private static void put(Path place, Map<String, String> names, String ours, String theirs) {
        String other = names.put(ours, theirs);
        if (other != null) {
            throw new UserError(
                    place + " has one parameter twice, as " + other + " and as " + theirs + ".",
                    "Save it again without one of them.");
        }
    }

    /** The first few names, and how many more there are; empty for none. */
    private static String examples(String before, Collection<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> first = names.stream().limit(SHOWN).toList();
        int more = names.size() - first.size();
        return before + String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
    }
}
