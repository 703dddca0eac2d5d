package org.speechbench.tasks.broken;

/** In whose package {@code RecipesTest} finds a file. */
public final class Broken {
    private Broken() {}
}
