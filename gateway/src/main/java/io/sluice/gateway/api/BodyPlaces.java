package io.sluice.gateway.api;

import io.sluice.gateway.operations.OperationException;
import org.jspecify.annotations.Nullable;

/**
 * Places for bodies that have to be read before anybody knows whose they are. All together are
 * bounded in number and bytes. Of one address there is a share, until what it sent turned out to be
 * genuine, so that no address takes all of them. Owned by one context.
 */
final class BodyPlaces {
  static final int AT_MOST = 32;
  static final int OF_ONE_AT_MOST = 8;
  static final long BYTES_AT_MOST = 64 << 20;
  static final long BYTES_OF_ONE_AT_MOST = 16 << 20;

  private final Tally places = new Tally();
  private final Tally bytes = new Tally();
  private int taken;
  private long takenBytes;

  /**
   * @param address who counts as one; null where that is not known, and then nobody's share
   * @param length of the body at most, in bytes
   * @throws ProblemException 429 where the share is used up
   * @throws OperationException unavailable where all are taken
   */
  Place take(@Nullable String address, long length) {
    if (address != null
        && (places.of(address) >= OF_ONE_AT_MOST
            || bytes.of(address) + length > BYTES_OF_ONE_AT_MOST)) {
      throw Problem.of(429, "too many requests at once from this address: wait for their answers")
          .asException();
    }
    if (taken >= AT_MOST || takenBytes + length > BYTES_AT_MOST) {
      throw new OperationException(
          OperationException.Kind.UNAVAILABLE, "too many requests at once: try again shortly");
    }
    return new Place(address, length);
  }

  /** One of them; given back exactly once. */
  final class Place {
    private final long length;
    private @Nullable String address;
    private boolean free;

    private Place(@Nullable String address, long length) {
      this.address = address;
      this.length = length;
      taken++;
      takenBytes += length;
      countForAddress(1);
    }

    /** Whoever sent it is the one who may. */
    void genuine() {
      countForAddress(-1);
      address = null;
    }

    /** Gives it back; again is no harm. */
    void free() {
      if (!free) {
        free = true;
        taken--;
        takenBytes -= length;
        genuine();
      }
    }

    private void countForAddress(int sign) {
      if (address != null) {
        places.add(address, sign);
        bytes.add(address, sign * length);
      }
    }
  }
}
