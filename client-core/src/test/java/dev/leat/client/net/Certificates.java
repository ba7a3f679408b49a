package dev.leat.client.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate with its key, made by the JDK's keytool, in every form that clients take. */
final class Certificates {
    static final String PASSWORD = "changeit";

    private final Path directory;
    private final String name;

    /** @param names subject alternative names in keytool's form, such as {@code IP:127.0.0.1} */
    Certificates(Path directory, String name, String names) throws IOException, InterruptedException {
        this.directory = directory;
        this.name = name;
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=" + names,
                "-keystore",
                keyStore().toString(),
                "-storetype",
                "PKCS12");
        keytool(
                "-exportcert",
                "-rfc",
                "-file",
                certificate().toString(),
                "-keystore",
                keyStore().toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-file",
                certificate().toString(),
                "-keystore",
                trustStore().toString(),
                "-storetype",
                "JKS");
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", name, "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool failed: " + output);
        }
    }

    /** PKCS12 with certificate and key. */
    Path keyStore() {
        return directory.resolve(name + ".p12");
    }

    /** JKS with the certificate alone. */
    Path trustStore() {
        return directory.resolve(name + ".jks");
    }

    /** PEM of the certificate alone. */
    Path certificate() {
        return directory.resolve(name + ".pem");
    }

    /** PEM of certificate and key, as text. */
    String certificateText() throws IOException {
        return Files.readString(certificate());
    }

    String keyText() throws IOException, GeneralSecurityException {
        byte[] key = load().getKey(name, PASSWORD.toCharArray()).getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore())) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** What a server with this certificate needs, which believes clients that show {@code trusted}. */
    SSLContext server(Certificates trusted) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(), PASSWORD.toCharArray());
        KeyStore trust = KeyStore.getInstance("JKS");
        try (InputStream in = Files.newInputStream(trusted.trustStore())) {
            trust.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusts.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
        return context;
    }
}
