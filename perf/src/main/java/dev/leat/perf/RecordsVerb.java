package dev.leat.perf;

import dev.leat.perf.load.SettingsBuilder;
import picocli.CommandLine.Mixin;

/** A verb that any of the clients can do: it writes records to a topic, or reads them. */
abstract class RecordsVerb extends WorkloadVerb {
    private final int connections;

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Mixin
    private TopicOptions topic = new TopicOptions();

    @Mixin
    private RecordOptions record = new RecordOptions();

    @Mixin
    private RawOptions raw = new RawOptions();

    /** @param connections of the raw client, unless the command line says how many */
    RecordsVerb(int connections) {
        this.connections = connections;
    }

    final boolean isRaw() {
        return client.isRaw();
    }

    @Override
    void apply(SettingsBuilder settings) {
        client.check(raw);
        client.applyTo(settings);
        topic.applyTo(settings);
        record.applyTo(settings);
        raw.applyTo(settings, connections);
    }
}
