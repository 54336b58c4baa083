package io.sluice.source.rabbitmq;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate for one host name, made by the JDK's keytool. */
public record TestCertificate(Path keyStore, Path pem) {
  private static final String PASSWORD = "password";
  private static final String ALIAS = "broker";

  public static TestCertificate create(Path directory, String subjectAlternativeName) {
    Path keyStore = directory.resolve("keys.p12");
    Path pem = directory.resolve("ca.pem");
    keytool(
        List.of("-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-dname", "CN=broker"),
        List.of("-ext", "san=" + subjectAlternativeName, "-storetype", "PKCS12"),
        keyStore);
    keytool(
        List.of("-exportcert", "-rfc", "-alias", ALIAS),
        List.of("-file", pem.toString()),
        keyStore);
    return new TestCertificate(keyStore, pem);
  }

  private static void keytool(List<String> command, List<String> options, Path keyStore) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(command);
    line.addAll(options);
    line.addAll(List.of("-keystore", keyStore.toString(), "-storepass", PASSWORD));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Listens on this machine with this certificate. */
  ServerSocket listen() {
    try {
      return context()
          .getServerSocketFactory()
          .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its key as PEM, in a file beside it. */
  public Path key() {
    try {
      byte[] key = keys().getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      String text = Base64.getMimeEncoder().encodeToString(key);
      Path file = pem.resolveSibling("key.pem");
      return Files.writeString(
          file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    try (InputStream file = Files.newInputStream(keyStore)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, PASSWORD.toCharArray());
      return keys;
    }
  }

  /** For a server of one's own. */
  public SSLContext context() {
    try {
      KeyStore keys = keys();
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
