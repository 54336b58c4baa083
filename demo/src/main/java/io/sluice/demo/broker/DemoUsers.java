package io.sluice.demo.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.ManagedObject;
import org.apache.qpid.server.model.NamedAddressSpace;
import org.apache.qpid.server.security.auth.manager.PlainAuthenticationProvider;
import org.apache.qpid.server.security.auth.sasl.SaslNegotiator;
import org.apache.qpid.server.security.auth.sasl.SaslSettings;

/**
 * Qpid's users with passwords, who may also come by AMQPLAIN, as clients of RabbitMQ do that were
 * written before AMQP 0-9-1; php-amqplib does so unless told otherwise.
 */
@ManagedObject(
    category = false,
    type = DemoUsers.TYPE,
    validChildTypes =
        "org.apache.qpid.server.security.auth.manager.ConfigModelPasswordManagingAuthenticationProvider#getSupportedUserTypes()")
public final class DemoUsers extends PlainAuthenticationProvider {
  static final String TYPE = "DemoUsers";

  DemoUsers(Map<String, Object> attributes, Broker<?> broker) {
    super(attributes, broker);
  }

  @Override
  public List<String> getMechanisms() {
    List<String> mechanisms = new ArrayList<>(super.getMechanisms());
    mechanisms.add(AmqPlain.MECHANISM);
    return mechanisms;
  }

  @Override
  public SaslNegotiator createSaslNegotiator(
      String mechanism, SaslSettings settings, NamedAddressSpace space) {
    return mechanism.equals(AmqPlain.MECHANISM)
        ? new AmqPlain(this)
        : super.createSaslNegotiator(mechanism, settings, space);
  }
}
