package io.sluice.adapter.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which addresses no channel may lead to unless its settings say {@code allow_private}, and which
 * not even then: otherwise a name that somebody else controls could turn the gateway into a way
 * inside.
 */
final class AddressRules {
  // No receiver is there, but credentials of the machine are: link-local hosts of clouds, and those
  // of AWS, Google, Azure, Alibaba and Oracle that lie elsewhere.
  private static final Block[] NEVER = {
    block("cloud metadata", "100.100.100.200", 32),
    block("cloud metadata", "168.63.129.16", 32),
    block("link-local (cloud metadata)", "169.254.0.0", 16),
    block("cloud metadata", "192.0.0.192", 32),
    block("multicast", "224.0.0.0", 4),
    block("reserved", "240.0.0.0", 4),
    block("cloud metadata", "fd00:ec2::254", 128),
    block("cloud metadata", "fd20:ce::254", 128),
    block("link-local", "fe80::", 10),
    block("multicast", "ff00::", 8)
  };
  // Special-purpose blocks of the IANA registries (RFC 6890 and later) that never are public hosts.
  private static final Block[] PRIVATE = {
    block("any-local", "0.0.0.0", 8),
    block("private", "10.0.0.0", 8),
    block("carrier-grade NAT", "100.64.0.0", 10),
    block("loopback", "127.0.0.0", 8),
    block("private", "172.16.0.0", 12),
    block("reserved", "192.0.0.0", 24),
    block("private", "192.168.0.0", 16),
    block("benchmark", "198.18.0.0", 15),
    block("any-local", "::", 128),
    block("loopback", "::1", 128),
    block("unique local", "fc00::", 7),
    block("site-local", "fec0::", 10)
  };
  private static final Block NAT64 = block("", "64:ff9b::", 96);
  private static final Block SIX_TO_FOUR = block("", "2002::", 16);
  private static final Block COMPATIBLE = block("", "::", 96);
  // "::" and "::1", which lie among the compatible ones.
  private static final Block ANY_OR_LOOPBACK = block("", "::", 127);

  private AddressRules() {}

  /**
   * Why an address is refused, empty where it is not.
   *
   * @param allowPrivate whether those of the own machine and of private networks are meant
   */
  static Optional<String> refusal(InetAddress address, boolean allowPrivate) {
    byte[] bytes = inner(address.getAddress());
    String text = " address " + address.getHostAddress() + " refused: ";
    Optional<String> never =
        kind(NEVER, bytes).map(kind -> kind + text + "no receiver is ever there");
    return never.isPresent() || allowPrivate
        ? never
        : kind(PRIVATE, bytes).map(kind -> kind + text + "set allow_private: yes");
  }

  private static Optional<String> kind(Block[] blocks, byte[] address) {
    return Arrays.stream(blocks).filter(block -> block.holds(address)).map(Block::kind).findFirst();
  }

  /** Some IPv6 addresses a translator on the way turns into the IPv4 address inside them. */
  private static byte[] inner(byte[] address) {
    boolean own = ANY_OR_LOOPBACK.holds(address);
    if (!own && (NAT64.holds(address) || COMPATIBLE.holds(address))) {
      return Arrays.copyOfRange(address, 12, 16);
    }
    return SIX_TO_FOUR.holds(address) ? Arrays.copyOfRange(address, 2, 6) : address;
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
