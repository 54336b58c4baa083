package io.sluice.demo.broker;

import java.util.Map;
import org.apache.qpid.server.model.AbstractConfiguredObjectTypeFactory;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.security.auth.manager.PlainAuthenticationProvider;

/** Makes {@link DemoUsers}; the broker finds it as a service. */
public final class DemoUsersFactory
    extends AbstractConfiguredObjectTypeFactory<PlainAuthenticationProvider> {
  public DemoUsersFactory() {
    super(type());
  }

  /** A subclass of a type that names itself in its own parameter cannot do so too. */
  @SuppressWarnings("unchecked")
  private static Class<PlainAuthenticationProvider> type() {
    return (Class<PlainAuthenticationProvider>) (Class<?>) DemoUsers.class;
  }

  @Override
  protected PlainAuthenticationProvider createInstance(
      Map<String, Object> attributes, ConfiguredObject<?> parent) {
    return new DemoUsers(attributes, (Broker<?>) parent);
  }
}
