package org.speechbench.bench.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.bench.config.InitEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.config.PretrainEntry.Distilled;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.upstream.StoredWeights;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.distill.Distillation;
import org.speechbench.upstream.distill.LayerMatching;
import org.speechbench.upstream.distill.StudentHeads;
import org.speechbench.upstream.pretrain.InitialWeights;
import org.speechbench.upstream.targets.ModelReference;
import org.speechbench.upstream.targets.OpenTargets;
import org.speechbench.upstream.targets.TeacherStates;
import org.speechbench.upstream.targets.Teaching;

/**
 * A student of an experiment, with its layers and its teacher's resolved.
 *
 * @param states what it learns
 * @param init the weights with which it begins
 * @param card of the student
 * @param teacher card of the teacher
 */
record Student(TeacherStates states, InitEntry init, UpstreamCard card, UpstreamCard teacher, Distillation objective) {
    private static final Pattern LAYER = Pattern.compile("encoder\\.layers\\.(\\d+)\\.(.*)");
    private static final Pattern NETWORK = Pattern.compile("(feature_extractor|subsampler|feature_projection"
            + "|encoder\\.(pos_conv|shared|time_reduction))\\..*|mask_embedding");

    /** Layers that are stored in pairs. */
    private static final Pattern PAIR = Pattern.compile("encoder\\.layers\\.\\d+\\.(computing|reusing)\\..*");

    private static final String PREDICTIONS = "predictions";
    private static final String NORM = "encoder.layer_norm.";

    /** @throws UserError if sizes, layers or frames of student and teacher do not fit */
    static Student of(PretrainEntry entry, Distilled distilled, UpstreamSpec spec, ExperimentTargets targets) {
        if (Boolean.parseBoolean(spec.settings().getOrDefault(PREDICTIONS, "false"))) {
            throw new UserError(
                    "The student has the setting 'predictions', which chooses what is probed of it, and a training has all"
                            + " layers.",
                    "Move it to the settings of the upstream that is probed.");
        }
        Upstreams upstreams = targets.upstreams();
        TeacherStates states = (TeacherStates) entry.targets();
        UpstreamCard teacher = upstreams.describe(targets.upstream(states.model()));
        UpstreamCard card = upstreams.describe(spec);
        LayerMatching matching = distilled.learning().targets().matching(teacher, card);
        Distillation objective = new Distillation(
                distilled.learning(),
                matching,
                card,
                upstreams.get(spec.provider()).capability(StudentHeads.class).orElse(null));
        objective.check(
                spec,
                states.check(targets, objective.knowledge()),
                Teaching.facts(upstreams, spec).heads());
        Student student = new Student(states.with(matching.teacher()), distilled.init(), card, teacher, objective);
        student.checkInit(spec, targets);
        return student;
    }

    private void checkInit(UpstreamSpec spec, ExperimentTargets targets) {
        if (!init.checkpoint().isEmpty()) {
            targets.upstreams().describe(targets.first(new ModelReference("", init.checkpoint(), "", "")));
        }
        init.layers().forEach(layer -> teacher.requireLayer(layer, "Correct init.layers."));
        if (init.layers().size() >= card.layers()) {
            throw new UserError(
                    "init.layers names " + init.layers().size() + " layers, and the student has " + (card.layers() - 1)
                            + ".",
                    "Name at most as many.");
        }
        if (init.teacher() && card.hiddenSize() != teacher.hiddenSize()) {
            throw new UserError(
                    "The student has states of size " + card.hiddenSize() + " and its teacher of "
                            + teacher.hiddenSize() + ", so it cannot begin with the teacher's weights.",
                    "Leave init out, or make the student as wide as its teacher.");
        }
        if (init.teacher()) {
            requireEqualHeads(spec, targets);
        }
    }

    private void requireEqualHeads(UpstreamSpec spec, ExperimentTargets targets) {
        int own = Teaching.facts(targets.upstreams(), spec).heads();
        int given = Teaching.facts(targets.upstreams(), targets.upstream(states.model()))
                .heads();
        if (own != given) {
            throw new UserError(
                    "The student has " + own + " attention heads and its teacher " + given
                            + " (0 where they are not told), so the teacher's weights would mean something else in it.",
                    "Set attention_heads of the student to its teacher's, or leave init out.");
        }
    }

    /** Opens its teacher. */
    OpenTargets open(EngineContext engine, ExperimentTargets targets) {
        return states.open(engine, targets, objective.knowledge());
    }

    /** The weights with which it begins; the models behind them exist by now. */
    InitialWeights initial(ExperimentTargets targets) {
        if (init.isRandom()) {
            return InitialWeights.RANDOM;
        }
        ModelReference model =
                init.teacher() ? states.model() : new ModelReference(init.from(), init.checkpoint(), "", "");
        UpstreamSpec spec = targets.first(model);
        boolean usesLabels = LabelProvenance.of(spec.checkpointPath());
        Map<String, float[]> values = targets.upstreams()
                .require(spec.provider(), StoredWeights.class, "give its weights to a student")
                .weights(spec);
        return init.teacher()
                ? ofTeacher(values, usesLabels)
                : InitialWeights.whole(new TreeMap<>(values), "model", usesLabels);
    }

    private InitialWeights ofTeacher(Map<String, float[]> values, boolean usesLabels) {
        if (!init.layers().isEmpty()
                && values.keySet().stream().anyMatch(name -> PAIR.matcher(name).matches())) {
            throw new UserError(
                    "init.layers names single layers, and those of " + teacher.name() + " are pairs.",
                    "Leave layers out; the first ones are taken.");
        }
        Map<String, float[]> taken = new TreeMap<>();
        for (String name : values.keySet()) {
            Matcher layer = LAYER.matcher(name);
            if (layer.matches()) {
                int place = place(Integer.parseInt(layer.group(1)) + 1);
                if (place > 0) {
                    taken.put("encoder.layers." + (place - 1) + "." + layer.group(2), values.get(name));
                }
            } else if (NETWORK.matcher(name).matches() || (init.norm() && name.startsWith(NORM))) {
                taken.put(name, values.get(name));
            }
        }
        return InitialWeights.part(taken, "teacher, layers " + init.layers() + ", norm " + init.norm(), usesLabels);
    }

    /** The layer of the student, from 1, that takes a layer of the teacher; 0 if none does. */
    private int place(int layer) {
        int place = init.layers().isEmpty() ? layer : init.layers().indexOf(layer) + 1;
        return place < card.layers() ? place : 0;
    }
}
