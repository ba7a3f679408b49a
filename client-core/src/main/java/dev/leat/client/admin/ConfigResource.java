package dev.leat.client.admin;

/**
 * What has settings.
 *
 * @param name topic name, broker id as text, or group id; empty for the defaults of all brokers
 */
public record ConfigResource(Type type, String name) {
    /** Kinds of resources, with the protocol's numbers. */
    public enum Type {
        TOPIC(2),
        BROKER(4),
        BROKER_LOGGER(8),
        CLIENT_METRICS(16),
        GROUP(32);

        private final byte code;

        Type(int code) {
            this.code = (byte) code;
        }

        byte code() {
            return code;
        }
    }

    public static ConfigResource topic(String name) {
        return new ConfigResource(Type.TOPIC, name);
    }

    public static ConfigResource broker(int id) {
        return new ConfigResource(Type.BROKER, Integer.toString(id));
    }

    /** Whose answer it takes: a broker alone knows its own settings. */
    Destination destination() {
        boolean ofBroker = (type == Type.BROKER || type == Type.BROKER_LOGGER) && !name.isEmpty();
        return ofBroker ? new Destination.Broker(Integer.parseInt(name)) : new Destination.Any();
    }

    @Override
    public String toString() {
        return type.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " '" + name + "'";
    }
}
