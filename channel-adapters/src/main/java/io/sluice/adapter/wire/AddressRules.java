package io.sluice.adapter.wire;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which addresses no channel may lead to unless its settings say {@code allow_private}: otherwise a
 * name that somebody else controls could turn the gateway into a way inside.
 */
final class AddressRules {
  // Special-purpose blocks of the IANA registries (RFC 6890 and later) that never are public hosts.
  private static final Block[] BLOCKS = {
    block("any-local", "0.0.0.0", 8),
    block("private", "10.0.0.0", 8),
    block("carrier-grade NAT", "100.64.0.0", 10),
    block("loopback", "127.0.0.0", 8),
    block("link-local (cloud metadata)", "169.254.0.0", 16),
    block("private", "172.16.0.0", 12),
    block("reserved", "192.0.0.0", 24),
    block("private", "192.168.0.0", 16),
    block("benchmark", "198.18.0.0", 15),
    block("multicast", "224.0.0.0", 4),
    block("reserved", "240.0.0.0", 4),
    // Azure's metadata and health host, public by number only.
    block("cloud metadata", "168.63.129.16", 32),
    block("any-local", "::", 128),
    block("loopback", "::1", 128),
    block("unique local", "fc00::", 7),
    block("link-local", "fe80::", 10),
    block("site-local", "fec0::", 10),
    block("multicast", "ff00::", 8)
  };
  private static final Block NAT64 = block("", "64:ff9b::", 96);
  private static final Block SIX_TO_FOUR = block("", "2002::", 16);
  private static final Block COMPATIBLE = block("", "::", 96);

  private AddressRules() {}

  /** The kind of address, when it is one to refuse. */
  static Optional<String> refusal(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (Block block : BLOCKS) {
      if (block.holds(bytes)) {
        return Optional.of(block.kind());
      }
    }
    return address instanceof Inet4Address ? Optional.empty() : embedded(bytes);
  }

  /** IPv6 addresses that a translator on the way turns into the IPv4 address inside them. */
  private static Optional<String> embedded(byte[] bytes) {
    if (NAT64.holds(bytes) || COMPATIBLE.holds(bytes)) {
      return refusal(address(Arrays.copyOfRange(bytes, 12, 16)));
    }
    return SIX_TO_FOUR.holds(bytes)
        ? refusal(address(Arrays.copyOfRange(bytes, 2, 6)))
        : Optional.empty();
  }

  private static Block block(String kind, String start, int bits) {
    try {
      return new Block(kind, InetAddress.getByName(start).getAddress(), bits);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a literal needs no name service", e);
    }
  }

  /** An address by its bytes alone: never carries a name that could be resolved again. */
  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }

  private record Block(String kind, byte[] start, int bits) {
    boolean holds(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
        if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
