package io.sluice.demo.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.SaslConfig;
import com.rabbitmq.client.SaslMechanism;
import com.rabbitmq.client.impl.LongStringHelper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As php-amqplib comes. */
class AmqPlainTest {
  @TempDir private Path directory;

  /** Offers nothing else. */
  private record AmqPlainOnly(byte[] response) implements SaslMechanism {
    static SaslConfig config(byte[] response) {
      return mechanisms -> new AmqPlainOnly(response);
    }

    @Override
    public String getName() {
      return "AMQPLAIN";
    }

    @Override
    public LongString handleChallenge(LongString challenge, String user, String password) {
      return LongStringHelper.asLongString(response);
    }
  }

  private static byte[] table(String user, String password) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      entry(out, "LOGIN", user);
      entry(out, "PASSWORD", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void entry(DataOutputStream out, String name, String value) throws IOException {
    out.writeByte(name.length());
    out.write(name.getBytes(StandardCharsets.UTF_8));
    out.writeByte('S');
    out.writeInt(value.length());
    out.write(value.getBytes(StandardCharsets.UTF_8));
  }

  private static Connection connect(EmbeddedBroker broker, byte[] response) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker.uri());
    factory.setSaslConfig(AmqPlainOnly.config(response));
    return factory.newConnection();
  }

  @Test
  void guestIsLetIn() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, directory);
        Connection connection = connect(broker, table("guest", "guest"))) {
      assertThat(connection.isOpen()).isTrue();
    }
  }

  @Test
  void wrongPasswordAndNonsenseAreNot() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, directory)) {
      assertThatThrownBy(() -> connect(broker, table("guest", "other")))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> connect(broker, new byte[] {5, 'L', 'O', 'G', 'I', 'N', 'S', 127}))
          .isInstanceOf(IOException.class);
    }
  }
}
