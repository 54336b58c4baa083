package io.sluice.gateway.channel;

import io.sluice.source.Facet;
import io.sluice.store.Write;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a channel keeps in settings, so that a restart neither forgets a pause nor a throttle. */
public final class Durable {
  public static final String PAUSE = "pause";
  public static final String PAUSE_OF_ALL = "pause_of_all";
  public static final String RATE = "rate";
  public static final String ATTENTION = "attention";
  public static final String THROTTLE = "throttle";
  public static final String CURSOR = "cursor";
  public static final String FOLD = "fold";

  /** Number, floor and fingerprint of the rules that hold; see {@link Resync}. */
  public static final String RULES = "rules";

  /** There while products wait to leave because too many others have. */
  public static final String LEAVING = "leaving_closed";

  /** Number of the rules whose resync a person cancelled, when, and who. */
  public static final String RESYNC_CANCELLED = "resync_cancelled";

  /** What a changed file may change of it unasked, as the file said that it last ran by. */
  public static final String LIMITS = "change_limits";

  /** There where the store was restored from a backup; see {@link Restored}. */
  public static final String RESTORED = "restored";

  /** The same for all channels that have none of their own, under {@link #ANY}. */
  public static final String RESTORED_OTHERS = "restored_others";

  public static final String ANY = "";

  /** All that a channel keeps so. */
  public static final List<String> ALL =
      List.of(
          PAUSE,
          PAUSE_OF_ALL,
          RATE,
          ATTENTION,
          THROTTLE,
          throttleOf(Facet.STOCK),
          throttleOf(Facet.PRICE),
          throttleOf(Facet.PRODUCT),
          CURSOR,
          FOLD,
          RULES,
          LEAVING,
          RESYNC_CANCELLED,
          LIMITS,
          RESTORED);

  private Durable() {}

  static Write leavingClosed(String channel, boolean closed) {
    return closed
        ? new Write.PutSetting(LEAVING, channel, new byte[] {1})
        : new Write.DeleteSetting(LEAVING, channel);
  }

  static Write rules(String channel, byte[] value) {
    return new Write.PutSetting(RULES, channel, value);
  }

  static Write resyncCancelled(String channel, byte[] value) {
    return new Write.PutSetting(RESYNC_CANCELLED, channel, value);
  }

  static Write pause(String channel, Pause pause) {
    return put(PAUSE, channel, pause.untilMs(), pause.who(), pause.reason());
  }

  public static Write pauseOfAll(String channel, Pause pause) {
    return put(PAUSE_OF_ALL, channel, pause.untilMs(), pause.who(), pause.reason());
  }

  static Write resumeOfAll(String channel) {
    return new Write.DeleteSetting(PAUSE_OF_ALL, channel);
  }

  static Write rate(String channel, @Nullable Rate rate) {
    return rate == null
        ? new Write.DeleteSetting(RATE, channel)
        : put(RATE, channel, Double.doubleToLongBits(rate.perSecond()), rate.who(), "");
  }

  static Rate readRate(byte[] stored) {
    Stored read = read(stored);
    return new Rate(read.first(), Double.longBitsToDouble(read.time()));
  }

  /**
   * A store that was restored from a backup is older than what the channel was sent.
   *
   * @param outcomes sequence up to which what it accepted is not believed
   * @param revisionsFrom above the distance to any revision that was sent before
   * @param atMs what was pending before that is not believed either, epoch milliseconds
   */
  public record Restored(long outcomes, long revisionsFrom, long atMs) {
    public static final Restored NEVER = new Restored(0, 0, 0);
  }

  public static Write restored(String channel, Restored restored) {
    return new Write.PutSetting(RESTORED, channel, value(restored));
  }

  /** For channels of which nothing is kept: they may have been sent something before, too. */
  public static Write restoredOthers(Restored restored) {
    return new Write.PutSetting(RESTORED_OTHERS, ANY, value(restored));
  }

  private static byte[] value(Restored restored) {
    return ByteBuffer.allocate(3 * Long.BYTES)
        .putLong(restored.outcomes())
        .putLong(restored.revisionsFrom())
        .putLong(restored.atMs())
        .array();
  }

  public static Restored readRestored(byte @Nullable [] stored) {
    if (stored == null) {
      return Restored.NEVER;
    }
    ByteBuffer value = ByteBuffer.wrap(stored);
    // Stores that an earlier build restored end after two.
    return new Restored(
        value.getLong(), value.getLong(), value.hasRemaining() ? value.getLong() : 0);
  }

  static List<Write> resume(String channel) {
    List<Write> writes = new ArrayList<>(unthrottled(channel));
    writes.add(new Write.DeleteSetting(PAUSE, channel));
    writes.add(new Write.DeleteSetting(PAUSE_OF_ALL, channel));
    writes.add(new Write.DeleteSetting(ATTENTION, channel));
    return writes;
  }

  static List<Write> unthrottled(String channel) {
    return List.of(
        new Write.DeleteSetting(THROTTLE, channel),
        new Write.DeleteSetting(throttleOf(Facet.STOCK), channel),
        new Write.DeleteSetting(throttleOf(Facet.PRICE), channel),
        new Write.DeleteSetting(throttleOf(Facet.PRODUCT), channel));
  }

  static Write attention(String channel, Attention attention) {
    return put(ATTENTION, channel, attention.sinceMs(), attention.reason(), "");
  }

  static Write noAttention(String channel) {
    return new Write.DeleteSetting(ATTENTION, channel);
  }

  static Write throttle(String channel, long untilMs, String reason) {
    return put(THROTTLE, channel, untilMs, reason, "");
  }

  /** What a throttle of a facet alone is kept as. */
  static String throttleOf(Facet facet) {
    return switch (facet) {
      case STOCK -> "throttle_stock";
      case PRICE -> "throttle_price";
      case PRODUCT -> "throttle_product";
    };
  }

  static Write throttle(String channel, Facet facet, long untilMs, String reason) {
    return put(throttleOf(facet), channel, untilMs, reason, "");
  }

  public static Pause readPause(byte[] stored) {
    Stored read = read(stored);
    return new Pause(read.first(), read.second(), read.time());
  }

  /** The next probe is due at once: what was wrong may have been mended meanwhile. */
  public static Attention readAttention(byte[] stored, long nowMs) {
    Stored read = read(stored);
    return new Attention(read.first(), read.time(), nowMs);
  }

  static Stored read(byte[] stored) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
      return new Stored(in.readLong(), in.readUTF(), in.readUTF());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Stored(long time, String first, String second) {}

  private static Write put(String kind, String channel, long time, String first, String second) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(time);
      out.writeUTF(first);
      out.writeUTF(second);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Write.PutSetting(kind, channel, bytes.toByteArray());
  }

  static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
