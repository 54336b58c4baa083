package io.sluice.adapter.bol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that bol has not ended yet.
 *
 * @param id of the process status, of a {@link Kind#REPORT} that of the upload; {@link #NONE} where
 *     it still has to be asked for
 */
record Step(Kind kind, String id) {
  static final String NONE = "-";
  private static final int LONGEST_ID = 100;

  /** What it is, and what its end means. */
  enum Kind {
    STOCK,
    PRICE,
    /** The price that takes the place of the one the offer was created with. */
    FIRST_PRICE,
    CREATE,
    /** Of an offer whose price is a placeholder. */
    CREATE_UNPRICED,
    UPDATE,
    /** Of an offer that the gateway did not take for listed. */
    UPDATE_UNLISTED,
    DELETE,
    CONTENT,
    /** What bol made of content it took. */
    REPORT,
    /** An export of all offers, to see whether an offer was created. */
    FIND,
    /** An export of all offers, to find the one that has to be deleted. */
    FIND_TO_DELETE;

    boolean creates() {
      return this == CREATE || this == CREATE_UNPRICED;
    }

    boolean updates() {
      return this == UPDATE || this == UPDATE_UNLISTED;
    }

    /** Whether it is about an offer that must be there. */
    boolean needsOffer() {
      return this == STOCK || this == PRICE || this == FIRST_PRICE || this == DELETE || updates();
    }

    /** Whether it is about the content beside an offer. */
    boolean isContent() {
      return this == CONTENT || this == REPORT;
    }

    boolean finds() {
      return this == FIND || this == FIND_TO_DELETE;
    }

    /** Whether bol tells its end by the id of a process status. */
    boolean isProcess() {
      return this != REPORT;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isAsked() {
    return !id.equals(NONE);
  }

  /** Whether an id of bol's can stand in a handle. */
  static boolean isId(@Nullable String id) {
    return id != null
        && !id.isEmpty()
        && !id.equals(NONE)
        && id.length() <= LONGEST_ID
        && id.chars().allMatch(c -> c > ' ' && c < 127 && c != ',' && c != ':');
  }

  @Override
  public String toString() {
    return kind.word() + ":" + id;
  }

  static Step parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || colon + 1 == text.length()) {
      throw new IllegalArgumentException("no step: " + text);
    }
    Kind kind = Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT));
    return new Step(kind, text.substring(colon + 1));
  }
}
