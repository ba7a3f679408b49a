package dev.leat.producer.figures;

import java.util.concurrent.CountDownLatch;

/**
 * Sends one record and prints how long after the JVM's start it was acknowledged. The start is told by whoever starts it, so
 * that nothing is loaded to find it out:
 *
 * <pre>FirstSend started=$(date +%s%3N) client=leat|kafka topic=T bootstrap.servers=HOST:PORT …</pre>
 */
public final class FirstSend {
    private FirstSend() {}

    public static void main(String[] args) throws InterruptedException {
        Options options = new Options(args);
        String client = options.text("client", "leat");
        String topic = options.text("topic", "figures");
        long started = Long.parseLong(options.text("started", "0"));
        CountDownLatch acknowledged = new CountDownLatch(1);
        try (Sending sending = Sending.of(client, options.settings(), topic)) {
            sending.send(new byte[100], failure -> acknowledged.countDown());
            acknowledged.await();
            System.out.println(client + " first record acknowledged " + (System.currentTimeMillis() - started)
                    + " ms after the JVM's start");
        }
    }
}
