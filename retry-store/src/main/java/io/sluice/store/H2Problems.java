package io.sluice.store;

import io.sluice.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** Says what a failure of an embedded store means and what to do about it. */
final class H2Problems {
  private H2Problems() {}

  static StoreException explain(H2Location location, Throwable failure) {
    if (failure instanceof StoreException known) {
      return known;
    }
    Kind kind = kind(failure);
    return new StoreException(kind, message(kind, location, failure), failure);
  }

  private static String message(Kind kind, H2Location location, Throwable failure) {
    String file = location.file().toString();
    switch (kind) {
      case IN_USE:
        return file + " is in use by another process; stop that one, or give this one its own";
      case DISK_FULL:
        return "no space left on the disk of "
            + location.directory()
            + "; free some, work resumes by itself";
      case READ_ONLY:
        return file
            + " cannot be written; give this user the right to write there, or mount "
            + location.directory()
            + " writable";
      case CORRUPT:
        return file
            + " is damaged and was left as it is; keep a copy, then bring back a backup, or move it"
            + " away and delete "
            + location.lockFile()
            + " to begin anew ("
            + root(failure)
            + ")";
      case NEWER:
        return file
            + " was written by a newer version; run that version, or bring back a backup ("
            + root(failure)
            + ")";
      case UNREACHABLE:
        return file
            + " cannot be reached; see that the path exists and is mounted ("
            + root(failure)
            + ")";
      case OTHER:
        break;
    }
    return file + ": " + root(failure);
  }

  private static String root(Throwable failure) {
    Throwable last = chain(failure).get(chain(failure).size() - 1);
    return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
  }

  private static Kind kind(Throwable failure) {
    // The deepest cause knows best: H2 wraps "no space left" into "is closed".
    List<Throwable> chain = chain(failure);
    for (int i = chain.size() - 1; i >= 0; i--) {
      Kind kind = kindOfOne(chain.get(i));
      if (kind != Kind.OTHER) {
        return kind;
      }
    }
    return Kind.OTHER;
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable each = failure; each != null && chain.size() < 20; each = each.getCause()) {
      chain.add(each);
    }
    return chain;
  }

  private static Kind kindOfOne(Throwable failure) {
    if (failure instanceof Schema.NewerSchema) {
      return Kind.NEWER;
    } else if (failure instanceof Schema.NotOurs) {
      return Kind.CORRUPT;
    } else if (failure instanceof MVStoreException damage) {
      return kindOfStore(damage.getErrorCode());
    } else if (failure instanceof SQLException problem) {
      return kindOfSql(problem.getErrorCode());
    } else if (failure instanceof IOException problem) {
      return kindOfIo(problem);
    }
    return Kind.OTHER;
  }

  private static Kind kindOfStore(int code) {
    switch (code) {
      case DataUtils.ERROR_FILE_CORRUPT:
      case DataUtils.ERROR_CHUNK_NOT_FOUND:
      case DataUtils.ERROR_BLOCK_NOT_FOUND:
        return Kind.CORRUPT;
      case DataUtils.ERROR_FILE_LOCKED:
        return Kind.IN_USE;
      case DataUtils.ERROR_UNSUPPORTED_FORMAT:
        return Kind.NEWER;
      default:
        return Kind.OTHER;
    }
  }

  private static Kind kindOfSql(int code) {
    switch (code) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1:
        return Kind.IN_USE;
      case ErrorCode.DATABASE_IS_READ_ONLY:
        return Kind.READ_ONLY;
      case ErrorCode.FILE_CORRUPTED_1:
        return Kind.CORRUPT;
      case ErrorCode.FILE_VERSION_ERROR_1:
        return Kind.NEWER;
      case ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1:
      case ErrorCode.FILE_CREATION_FAILED_1:
      case ErrorCode.FILE_NOT_FOUND_1:
        return Kind.UNREACHABLE;
      default:
        return Kind.OTHER;
    }
  }

  /** Java has no types for these, only the system's words. */
  private static Kind kindOfIo(IOException problem) {
    String words = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
    if (words.contains("no space left")
        || words.contains("quota exceeded")
        || words.contains("not enough space")) {
      return Kind.DISK_FULL;
    } else if (problem instanceof AccessDeniedException
        || words.contains("read-only file system")
        || words.contains("permission denied")) {
      return Kind.READ_ONLY;
    } else if (problem instanceof FileSystemException) {
      return Kind.UNREACHABLE;
    }
    return Kind.OTHER;
  }
}
