package io.sluice.adapter.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns a name into addresses, blocking. */
public interface Names {
  InetAddress[] lookup(String host) throws UnknownHostException;
}
