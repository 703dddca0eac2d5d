package org.speechbench.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.speechbench.core.spi.Named;

/** The module onnx, which is no part of the application, is built before and read from its folder. */
@AnalyzeClasses(
        packages = "org.speechbench",
        locations = OptionalModules.class,
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule modules_depend_in_one_direction = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("org.speechbench.core..")
            .layer("datasets")
            .definedBy("org.speechbench.datasets..")
            .layer("engine")
            .definedBy("org.speechbench.engine..")
            .layer("upstream")
            .definedBy("org.speechbench.upstream..")
            .optionalLayer("onnx")
            .definedBy("org.speechbench.onnx..")
            .layer("tasks")
            .definedBy("org.speechbench.tasks..")
            .layer("downstream")
            .definedBy("org.speechbench.downstream..")
            .layer("reports")
            .definedBy("org.speechbench.reports..")
            .layer("bench")
            .definedBy("org.speechbench.bench..")
            .layer("cli")
            .definedBy("org.speechbench.cli..")
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("datasets")
            .mayOnlyAccessLayers("core")
            .whereLayer("engine")
            .mayOnlyAccessLayers("core", "datasets")
            .whereLayer("upstream")
            .mayOnlyAccessLayers("core", "datasets", "engine")
            .whereLayer("onnx")
            .mayOnlyAccessLayers("core", "datasets", "engine", "upstream")
            .whereLayer("onnx")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("tasks")
            .mayOnlyAccessLayers("core", "datasets")
            .whereLayer("downstream")
            .mayOnlyAccessLayers("core", "datasets", "engine", "upstream", "tasks")
            .whereLayer("reports")
            .mayOnlyAccessLayers("core", "datasets", "tasks")
            .whereLayer("bench")
            .mayOnlyAccessLayers("core", "datasets", "engine", "upstream", "tasks", "downstream", "reports")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule tensors_stay_in_five_modules = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.speechbench.core..",
                    "org.speechbench.datasets..",
                    "org.speechbench.tasks..",
                    "org.speechbench.reports..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("org.speechbench.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule models_do_not_see_one_another = slices().matching("org.speechbench.upstream.(*)..")
            .namingSlices("$1")
            .that(ModelPackages.INSTANCE)
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule services_are_final = classes()
            .that()
            .areAssignableTo(Named.class)
            .and()
            .areNotInterfaces()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule only_the_command_line_prints =
            noClasses().that().resideOutsideOfPackage("org.speechbench.cli..").should(ACCESS_STANDARD_STREAMS);
}
