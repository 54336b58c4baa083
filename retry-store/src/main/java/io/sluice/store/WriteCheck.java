package io.sluice.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Refuses what no table could take, where it is submitted. Behind the queue it would fail for ever
 * and stop everyone.
 */
final class WriteCheck {
  private static final int NAME_AT_MOST = 1_000;
  private static final int TEXT_AT_MOST = 100_000;
  private static final int KIND_AT_MOST = 40;
  private static final int SETTING_NAME_AT_MOST = 250;

  private WriteCheck() {}

  /** Bytes of the write's payloads. */
  static long checkedBytes(Write write) {
    if (write instanceof Write.Append append) {
      return check(append.row());
    } else if (write instanceof Write.Outcomes outcomes) {
      name("channel", outcomes.channel());
      return bytes("packed", outcomes.packed(), Bytes.AT_MOST);
    } else if (write instanceof Write.PutHeld put) {
      return check(put.row());
    } else if (write instanceof Write.DeleteHeld delete) {
      names(delete.channel(), delete.key(), delete.part());
      return 0;
    } else if (write instanceof Write.DeleteHeldUpTo delete) {
      names(delete.channel(), delete.key(), delete.part());
      return 0;
    } else if (write instanceof Write.PutRefused put) {
      return check(put.row());
    } else if (write instanceof Write.PutAttempts put) {
      return put.rows().stream().mapToLong(WriteCheck::check).sum();
    } else if (write instanceof Write.PutAudit put) {
      return check(put.row());
    } else if (write instanceof Write.PutState put) {
      return put.rows().stream().mapToLong(WriteCheck::check).sum();
    } else if (write instanceof Write.DeleteState delete) {
      names(delete.scope(), delete.key(), delete.part());
      return 0;
    } else if (write instanceof Write.PutSetting put) {
      setting(put.kind(), put.name());
      return bytes("value", put.value(), Bytes.AT_MOST);
    } else if (write instanceof Write.DeleteSetting delete) {
      setting(delete.kind(), delete.name());
      return 0;
    }
    throw new IllegalArgumentException("no write: " + write);
  }

  private static long check(JournalRow row) {
    name("source", row.source());
    name("eventId", row.eventId());
    name("key", row.key());
    name("part", row.part());
    return bytes("payload", row.payload(), Bytes.AT_MOST);
  }

  private static long check(HeldRow row) {
    names(row.channel(), row.key(), row.part());
    name("why", row.why());
    optionalText("code", row.code());
    optionalText("reason", row.reason());
    return bytes("payload", row.payload(), Bytes.AT_MOST)
        + bytes("detail", row.detail(), Bytes.AT_MOST);
  }

  /** Its texts come from outside; they are cut, not refused. */
  private static long check(RefusedRow row) {
    requireNonNull(row.source(), "source");
    requireNonNull(row.code(), "code");
    requireNonNull(row.path(), "path");
    requireNonNull(row.message(), "message");
    row.headers().forEach((name, value) -> requireNonNull(value, name));
    return row.body().length;
  }

  private static long check(AttemptRow row) {
    names(row.channel(), row.key(), row.part());
    name("outcome", row.outcome());
    optionalText("code", row.code());
    optionalText("reason", row.reason());
    return bytes("request", row.request(), Bytes.COLUMN_AT_MOST)
        + bytes("answer", row.answer(), Bytes.COLUMN_AT_MOST);
  }

  /** As of a refused message: its texts are cut, not refused. */
  private static long check(AuditRow row) {
    requireNonNull(row.who(), "who");
    requireNonNull(row.address(), "address");
    requireNonNull(row.client(), "client");
    requireNonNull(row.action(), "action");
    requireNonNull(row.target(), "target");
    return 0;
  }

  private static long check(StateRow row) {
    names(row.scope(), row.key(), row.part());
    return bytes("value", row.value(), Bytes.AT_MOST);
  }

  private static void setting(String kind, String name) {
    atMost("kind", kind, KIND_AT_MOST);
    atMost("name", name, SETTING_NAME_AT_MOST);
  }

  private static void names(String scope, String key, String part) {
    name("channel or scope", scope);
    name("key", key);
    name("part", part);
  }

  private static void name(String what, String value) {
    atMost(what, value, NAME_AT_MOST);
  }

  private static void optionalText(String what, @Nullable String value) {
    if (value != null) {
      atMost(what, value, TEXT_AT_MOST);
    }
  }

  private static void atMost(String what, String value, int most) {
    requireNonNull(value, what);
    if (value.length() > most) {
      throw new IllegalArgumentException(
          what + " has " + value.length() + " characters, at most " + most + " can be stored");
    }
  }

  private static long bytes(String what, byte[] value, int most) {
    requireNonNull(value, what);
    if (value.length > most) {
      throw new IllegalArgumentException(
          what + " has " + value.length + " bytes, at most " + most + " can be stored");
    }
    return value.length;
  }
}
