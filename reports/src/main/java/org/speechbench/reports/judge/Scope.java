package org.speechbench.reports.judge;

/** What a finding is about. */
public enum Scope {
    /** These trained models, on other speakers or in other rounds. Training them again may reverse the finding. */
    MODELS("these models"),
    /** The recipes, whose variation between pre-training seeds is part of the error. */
    RECIPE("this recipe");

    private final String words;

    Scope(String words) {
        this.words = words;
    }

    /** The name for readers and programs. */
    public String words() {
        return words;
    }
}
