package io.sluice.demo.broker;

import java.util.Collection;
import java.util.List;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.plugin.ConfiguredObjectRegistration;

/** Tells the broker which types of ours its configuration may name; found as a service. */
public final class DemoTypes implements ConfiguredObjectRegistration {
  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public Collection<Class<? extends ConfiguredObject>> getConfiguredObjectClasses() {
    return List.of(DemoUsers.class);
  }

  @Override
  public String getType() {
    return DemoTypes.class.getPackageName();
  }
}
