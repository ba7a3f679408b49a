package dev.leat.perf.compare;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.load.Progress;
import dev.leat.perf.load.Recovery;
import dev.leat.perf.load.Settings;
import dev.leat.perf.load.Target;
import dev.leat.perf.process.BrokerProcess;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.util.List;

/** How soon a broker serves: new, after an orderly end and after kill -9, each with much stored. */
final class Restarts implements Trial.Work {
    private final long storedBytes;

    Restarts(long storedBytes) {
        this.storedBytes = storedBytes;
    }

    @Override
    public List<RunResult> run(Stage stage, Progress progress) throws IOException, InterruptedException {
        Settings settings = Trial.settings(
                stage, (builder, on) -> builder.fillBytes(stage.effort().of(storedBytes)));
        Target nobodyYet = Target.at("127.0.0.1:" + BrokerProcess.freePort()).named(stage.broker());
        try {
            return List.of(new Recovery(stage.launch(), stage.data()).run(settings, nobodyYet, progress));
        } catch (CliFailure failure) {
            stage.keepLog();
            throw failure;
        }
    }
}
