package io.sluice.adapter.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an official description says of one method of one path.
 *
 * @param file where it is described
 * @param path with {@code {names}} in place of what varies
 * @param request null where it takes no body
 * @param replies by status, {@code 4XX} or {@code default}
 */
record Operation(
    String file,
    String method,
    String path,
    List<Parameter> parameters,
    @Nullable Body request,
    Map<String, Body> replies) {
  /** Where a parameter stands. */
  enum Place {
    PATH,
    QUERY,
    HEADER
  }

  /**
   * @param separator between the values of one that has several, null where the name is repeated
   * @param type of its schema, and of each of its values
   * @param schema as text
   */
  record Parameter(
      String name,
      Place place,
      boolean required,
      @Nullable String separator,
      String type,
      String itemType,
      String schema) {}

  /**
   * @param content schema as text by media type, an empty text where anything will do; empty where
   *     the description says nothing of a body
   */
  record Body(boolean required, Map<String, String> content) {
    /** The schema for a media type, null where it is not among those described. */
    @Nullable String schema(String mediaType) {
      String exact = content.get(mediaType);
      if (exact != null) {
        return exact;
      }
      int slash = mediaType.indexOf('/');
      String any = slash < 0 ? null : content.get(mediaType.substring(0, slash) + "/*");
      return any == null ? content.get("*/*") : any;
    }
  }

  /** What is described of an answer with that status, or null. */
  @Nullable Body reply(int status) {
    Body exact = replies.get(Integer.toString(status));
    Body range = exact == null ? replies.get(status / 100 + "XX") : exact;
    return range == null ? replies.get("default") : range;
  }
}
