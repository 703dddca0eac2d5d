package org.speechbench.upstream.portable;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that fairseq stores with weights: {@code cfg}, in older files the {@code args} of the command line,
 * in files that s3prl has converted {@code model_cfg} and {@code task_cfg}; for a fine-tuned model, also that of the
 * model it started from. Microsoft's files have the settings of model and task directly below {@code cfg}, and those of
 * s3prl's distiller below {@code Config}. A key that is missing in a section has fairseq's default.
 */
public final class FairseqConfiguration {
    private static final List<String> MODELS = List.of(
            "cfg.model.",
            "cfg.model.w2v_args.model.",
            "cfg.model.w2v_args.",
            "model_cfg.",
            "model_cfg.w2v_args.model.",
            "args.",
            "args.w2v_args.model.",
            "args.w2v_args.",
            "cfg.",
            "Config.distiller.");

    private static final List<String> TASKS = List.of(
            "cfg.task.",
            "cfg.model.w2v_args.task.",
            "task_cfg.",
            "model_cfg.w2v_args.task.",
            "args.",
            "args.w2v_args.task.",
            "args.w2v_args.",
            "cfg.",
            "Config.distiller.");

    /** A key that only the section of a complete model has. */
    private static final String HEADS = "encoder_attention_heads";

    private static final Pattern FINE_TUNED =
            Pattern.compile(".*_(ctc|seq2seq|asr|cls|classification)|audio_finetuning");

    private final Map<String, Object> values;
    private final @Nullable String model;
    private final @Nullable String task;

    private FairseqConfiguration(Map<String, Object> values, @Nullable String model, @Nullable String task) {
        this.values = values;
        this.model = model;
        this.task = task;
    }

    /**
     * The configuration among a file's plain values, see {@link org.speechbench.engine.checkpoint.TensorFile#values()}.
     */
    public static FairseqConfiguration in(Map<String, Object> values) {
        String model = first(MODELS, m -> values.get(m + HEADS) instanceof Long n && n > 0 && n <= Integer.MAX_VALUE);
        String told = first(TASKS, t -> values.get(t + "normalize") instanceof Boolean);
        // A task's section without the key has its default; sections of a model contain nothing about the task.
        String task = told != null
                ? told
                : first(
                        TASKS,
                        t -> (t.endsWith("task.") || t.equals("task_cfg."))
                                ? values.keySet().stream().anyMatch(k -> k.startsWith(t))
                                : t.equals(model));
        return new FairseqConfiguration(values, model, task);
    }

    /** The sections {@code model} and {@code task} of a JSON configuration next to the weights. */
    public static FairseqConfiguration of(JsonNode json) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String section : List.of("model", "task")) {
            json.path(section).properties().forEach(e -> {
                JsonNode v = e.getValue();
                if (v.isValueNode() && !v.isNull()) {
                    Object value = v.isIntegralNumber() ? v.longValue() : v.isBoolean() ? v.booleanValue() : v.asText();
                    values.put("cfg." + section + "." + e.getKey(), value);
                }
            });
        }
        return in(values);
    }

    private static @Nullable String first(List<String> sections, java.util.function.Predicate<String> holds) {
        return sections.stream().filter(holds).findFirst().orElse(null);
    }

    /** The name of the model's kind, for example {@code hubert} or {@code wav2vec2}; empty if the file states none. */
    public String modelName() {
        String name = text("_name");
        return Objects.requireNonNullElse(name == null ? text("arch") : name, "");
    }

    /** Whether the file describes the model. */
    public boolean describesModel() {
        return model != null;
    }

    /** Number of attention heads. */
    public Optional<Told<Integer>> heads() {
        return model != null && values.get(model + HEADS) instanceof Long heads
                ? Optional.of(new Told<>(heads.intValue(), "by " + model + HEADS))
                : Optional.empty();
    }

    /** Whether layer norms come before the blocks. */
    public Optional<Told<Boolean>> normFirst() {
        return flag(model, "layer_norm_first");
    }

    /** Whether samples are normalised to zero mean and unit variance. */
    public Optional<Told<Boolean>> normalize() {
        return flag(task, "normalize");
    }

    /** A setting of the model as text; null if it is missing. */
    public @Nullable String text(String key) {
        Object value = model == null ? null : values.get(model + key);
        return value == null ? null : value.toString();
    }

    /** Samples per second of the recordings; null if the file does not state it. */
    public @Nullable String sampleRate() {
        Object value = task == null ? null : values.get(task + "sample_rate");
        return value == null ? null : value.toString();
    }

    /**
     * Number of sets of labels that the model was trained to predict, as far as the file states it; 0 if it does not.
     */
    public int labelSets() {
        for (String list : List.of("cfg.task.labels.", "task_cfg.labels.", "args.labels.")) {
            int n = 0;
            while (values.containsKey(list + n)) {
                n++;
            }
            if (n > 0) {
                return n;
            }
        }
        int n = 0;
        while (values.containsKey("dictionaries_symbols." + n + ".0")) {
            n++;
        }
        return n;
    }

    /** The name of a model or task that is trained on transcripts or classes; empty if the file names none. */
    public String labelEvidence() {
        for (String key :
                List.of("cfg.model._name", "cfg.task._name", "model_cfg._name", "task_cfg._name", "args.arch")) {
            if (values.get(key) instanceof String name
                    && FINE_TUNED.matcher(name).matches()) {
                return key + " " + name;
            }
        }
        return "";
    }

    private Optional<Told<Boolean>> flag(@Nullable String section, String key) {
        if (section == null) {
            return Optional.empty();
        }
        Object value = values.get(section + key);
        if (value == null) {
            return Optional.of(new Told<>(false, "fairseq's default, since " + section + key + " is not there"));
        }
        // A value that is neither true nor false states nothing.
        return value instanceof Boolean b ? Optional.of(new Told<>(b, "by " + section + key)) : Optional.empty();
    }
}
