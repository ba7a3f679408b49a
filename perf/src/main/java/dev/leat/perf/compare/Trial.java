package dev.leat.perf.compare;

import dev.leat.perf.load.Progress;
import dev.leat.perf.load.Settings;
import dev.leat.perf.load.SettingsBuilder;
import dev.leat.perf.load.Workload;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One row of the table of goals.
 *
 * @param key   short name for the command line and for pictures
 * @param text  one line
 * @param work  what is run
 * @param goals what is to come of it
 * @param asksLittle of the broker, which has two consequences: its JVM takes half a minute to compile what it runs; and
 *                    memory is not filled before, as few new pages are needed, and runs behind a filling stood still at times
 * @param makesManyFiles whether its data stays until all trials are over: for minutes after many files were deleted, ext4
 *                    passes over their inodes one by one whenever it makes a new one
 */
record Trial(String key, String text, Work work, List<Goal> goals, boolean asksLittle, boolean makesManyFiles) {
    /** Runs once against one broker. */
    @FunctionalInterface
    interface Work {
        /** @return at least one result; goals are about the first */
        List<RunResult> run(Stage stage, Progress progress) throws IOException, InterruptedException;
    }

    /** A row that asks much and makes few files. */
    Trial(String key, String text, Work work, List<Goal> goals) {
        this(key, text, work, goals, false, false);
    }

    /** The same, but asking little. */
    Trial askingLittle() {
        return new Trial(key, text, work, goals, true, makesManyFiles);
    }

    /** The same, but making many files. */
    Trial makingManyFiles() {
        return new Trial(key, text, work, goals, asksLittle, true);
    }

    /** The same after {@code first}, which does not count. */
    Trial after(Work first) {
        Work both = (stage, progress) -> {
            first.run(stage, progress);
            return work.run(stage, progress);
        };
        return new Trial(key, text, both, goals, asksLittle, makesManyFiles);
    }

    /** A row whose work is one workload; {@code settings} says what differs from the defaults. */
    static Trial of(
            String key,
            String text,
            String workload,
            BiFunction<SettingsBuilder, Stage, SettingsBuilder> settings,
            Goal... goals) {
        Work work = (stage, progress) -> List.of(Workload.named(workload)
                .run(settings(stage, (s, on) -> settings.apply(s.topic(key), on)), stage.running(), progress));
        return new Trial(key, text, work, List.of(goals));
    }

    /** The settings of a run on {@code stage}. */
    static Settings settings(Stage stage, BiFunction<SettingsBuilder, Stage, SettingsBuilder> change) {
        SettingsBuilder builder = stage.effort().applyTo(Settings.builder());
        stage.conditions().forEach(builder::condition);
        return change.apply(builder, stage).build();
    }
}
