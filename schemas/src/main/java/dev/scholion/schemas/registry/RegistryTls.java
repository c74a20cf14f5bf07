package dev.scholion.schemas.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to trust and who we are, from the {@code schema.registry.ssl.*} properties. Host names are always checked. */
final class RegistryTls {
    private static final String PREFIX = "schema.registry.ssl.";

    private RegistryTls() {}

    /**
     * Takes its properties out of the map. Null if there are none: then the JDK's own trust applies.
     *
     * @throws IllegalArgumentException if a store cannot be read; the message names its key, never a password
     */
    static @Nullable SSLContext context(Map<String, String> left) {
        KeyStore trust = store("truststore", left);
        String keyPassword = left.remove(PREFIX + "key.password");
        String storePassword = left.get(PREFIX + "keystore.password");
        KeyStore keys = store("keystore", left);
        if (trust == null && keys == null) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keyManagers(keys, keyPassword == null ? storePassword : keyPassword), trustManagers(trust), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(PREFIX + "* cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable KeyStore store(String name, Map<String, String> left) {
        String location = left.remove(PREFIX + name + ".location");
        String password = left.remove(PREFIX + name + ".password");
        String type = left.remove(PREFIX + name + ".type");
        if (location == null) {
            return null;
        }
        try (InputStream file = Files.newInputStream(Path.of(location))) {
            if (name.equals("truststore") && "PEM".equals(type == null ? null : type.toUpperCase(Locale.ROOT))) {
                return certificates(file);
            }
            KeyStore store = KeyStore.getInstance(type == null ? KeyStore.getDefaultType() : type);
            store.load(file, password == null ? null : password.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(PREFIX + name + ".location cannot be read: " + e.getMessage(), e);
        }
    }

    private static KeyStore certificates(InputStream pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
            store.setCertificateEntry("certificate-" + store.size(), certificate);
        }
        return store;
    }

    private static KeyManager @Nullable [] keyManagers(@Nullable KeyStore keys, @Nullable String password)
            throws GeneralSecurityException {
        if (keys == null) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password == null ? new char[0] : password.toCharArray());
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] trustManagers(@Nullable KeyStore trust) throws GeneralSecurityException {
        if (trust == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        return factory.getTrustManagers();
    }
}
