package org.speechbench.bench;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.layout.CorpusLayout;
import org.speechbench.downstream.head.HeadProvider;
import org.speechbench.downstream.train.HeadObjective;
import org.speechbench.downstream.train.TargetKind;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.pretrain.Objective;
import org.speechbench.upstream.targets.TargetSource;

/** Everything that can be named in an experiment, plug-ins included. No engine is loaded. */
public record Services(
        Upstreams upstreams,
        NamedServices<Task> tasks,
        NamedServices<HeadProvider> heads,
        NamedServices<HeadObjective> objectives,
        Pretrained pretrained) {
    /**
     * What can be named of a pre-training besides its upstream.
     *
     * @param targets kinds of targets
     */
    public record Pretrained(NamedServices<TargetSource> targets, NamedServices<Objective> objectives) {
        /** The services that a class loader finds. */
        static Pretrained load(ClassLoader loader) {
            return new Pretrained(
                    NamedServices.load(TargetSource.class, loader), NamedServices.load(Objective.class, loader));
        }
    }

    /** The services on the class path. */
    public static Services load() {
        ClassLoader loader = Services.class.getClassLoader();
        return new Services(
                Upstreams.load(loader),
                NamedServices.load(Task.class, loader),
                NamedServices.load(HeadProvider.class, loader),
                NamedServices.load(HeadObjective.class, loader),
                Pretrained.load(loader));
    }

    /** The same services, whose upstreams pass each of their {@linkplain Upstreams#noting cautions} on once. */
    public Services noting(Consumer<String> notes) {
        return new Services(upstreams.noting(notes), tasks, heads, objectives, pretrained);
    }

    /** What the targets of a task's heads are. */
    public TargetKind targets(Task task, Preset preset) {
        Recipe recipe = task.recipe(preset, 1);
        return recipe.trained() ? objectives.get(recipe.objective()).targets() : TargetKind.FREE;
    }

    /** The problems of services that were therefore left out, including corpus layouts. */
    public List<String> problems() {
        ClassLoader loader = Services.class.getClassLoader();
        return Stream.of(
                        upstreams.providers(),
                        tasks,
                        heads,
                        objectives,
                        pretrained.targets(),
                        pretrained.objectives(),
                        NamedServices.load(CorpusLayout.class, loader))
                .flatMap(services -> services.problems().stream())
                .toList();
    }
}
