package io.sluice.adapter.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates made on the spot with the JDK's keytool. */
public final class Certificates {
  private static final String PASSWORD = "changeit";

  private Certificates() {}

  /**
   * A store with one self-signed certificate.
   *
   * @param san subject alternative name, {@code dns:shop.example}
   */
  public static Path selfSigned(Path directory, String san) throws Exception {
    Path store = directory.resolve("self.p12");
    keytool(store, "-genkeypair -alias a -keyalg EC -dname CN=test -ext san=" + san);
    return store;
  }

  /** A store with an authority of our own, {@code ca.p12} in the directory. */
  public static Path authority(Path directory) throws Exception {
    Path store = directory.resolve("ca.p12");
    keytool(store, "-genkeypair -alias ca -keyalg EC -dname CN=ca -ext bc:c");
    keytool(store, "-exportcert -alias ca -file " + directory.resolve("ca.crt"));
    return store;
  }

  /**
   * A store with a certificate signed by that authority.
   *
   * @param validity options of keytool for begin and end
   */
  public static Path signed(Path directory, Path authority, String san, String validity)
      throws Exception {
    Path store = directory.resolve("leaf.p12");
    Path request = directory.resolve("leaf.csr");
    Path certificate = directory.resolve("leaf.crt");
    keytool(store, "-genkeypair -alias a -keyalg EC -dname CN=test");
    keytool(store, "-certreq -alias a -file " + request);
    String sign = "-gencert -alias ca -infile %s -outfile %s -ext san=%s %s";
    keytool(authority, sign.formatted(request, certificate, san, validity));
    keytool(store, "-importcert -noprompt -alias ca -file " + directory.resolve("ca.crt"));
    keytool(store, "-importcert -noprompt -alias a -file " + certificate);
    return store;
  }

  private static void keytool(Path store, String options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options.trim().split(" ", -1)));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  public static ServerSocket listen(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** The bytes of a store, for a client that is to trust it. */
  public static byte[] bytes(Path store) throws IOException {
    return Files.readAllBytes(store);
  }

  /** The certificate of a store as text, for settings that are to trust it. */
  public static String pem(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    byte[] certificate = keys.getCertificate(keys.aliases().nextElement()).getEncoded();
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }

  public static String password() {
    return PASSWORD;
  }
}
