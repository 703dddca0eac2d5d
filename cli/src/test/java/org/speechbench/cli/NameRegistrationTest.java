package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.speechbench.bench.Services;
import org.speechbench.core.spi.Named;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.downstream.head.HeadProvider;
import org.speechbench.downstream.train.HeadObjective;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.distill.Distillation;
import org.speechbench.upstream.pretrain.Objective;
import org.speechbench.upstream.targets.TargetSource;

/** A service without its line in META-INF/services would silently not be there. */
class NameRegistrationTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("org.speechbench");

    @Test
    void every_upstream_is_registered() {
        assertRegistered(UpstreamProvider.class);
        assertThat(Services.load().upstreams().names()).contains("fbank", "mfcc", "hubert", "fast_hubert");
    }

    @Test
    void every_task_is_registered() {
        assertRegistered(Task.class);
        assertThat(Services.load().tasks().names()).contains("asr", "er", "pr", "sid");
    }

    @Test
    void every_head_is_registered() {
        assertRegistered(HeadProvider.class);
    }

    @Test
    void every_objective_of_heads_is_registered() {
        assertRegistered(HeadObjective.class);
    }

    @Test
    void every_kind_of_targets_and_every_objective_is_registered() {
        assertRegistered(TargetSource.class);
        // A distillation has the values of one entry of an experiment, and no service has values.
        assertRegistered(Objective.class, Distillation.class);
    }

    private static <S extends Named> void assertRegistered(Class<S> type, Class<?>... others) {
        Set<String> concrete = CLASSES.stream()
                .filter(c -> c.isAssignableTo(type) && !c.isInterface())
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        Stream.of(others).map(Class::getName).forEach(concrete::remove);
        Set<String> registered = NamedServices.load(type, type.getClassLoader()).all().stream()
                .map(s -> s.getClass().getName())
                .collect(Collectors.toSet());
        assertThat(registered).containsAll(concrete);
    }
}
