package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.wire.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What Shopify has against a part of the input.
 *
 * @param code as Shopify writes it; empty where the mutation has none
 * @param field path into the input; empty where it says none
 */
record UserError(String code, List<String> field, String message) {
  static List<UserError> of(Tree payload) {
    List<UserError> errors = new ArrayList<>();
    for (Tree error : payload.at("userErrors").list()) {
      List<String> field = error.at("field").list().stream().map(step -> step.text("")).toList();
      errors.add(new UserError(error.at("code").text(""), field, error.at("message").text("")));
    }
    return errors;
  }

  /** Which entry of the list behind that name; -1 where it says none. */
  int indexIn(String list) {
    int at = field.indexOf(list);
    boolean number = at >= 0 && at + 1 < field.size() && field.get(at + 1).matches("\\d{1,6}");
    return number ? Integer.parseInt(field.get(at + 1)) : -1;
  }

  /** Whether the product or the variant is there no more. */
  boolean isGone() {
    return code.equals("PRODUCT_DOES_NOT_EXIST") || code.equals("PRODUCT_VARIANT_DOES_NOT_EXIST");
  }

  Outcome rejected(Scope scope) {
    String ours = code.isEmpty() ? "input" + last() : code.toLowerCase(Locale.ROOT);
    String path = field.isEmpty() ? "" : " (" + String.join(".", field) + ")";
    return new Outcome.Rejected(ours, Visible.line(message + path), scope, null);
  }

  private String last() {
    String name = field.isEmpty() ? "" : field.get(field.size() - 1);
    return name.matches("[A-Za-z][A-Za-z0-9]{0,39}") ? "." + name.toLowerCase(Locale.ROOT) : "";
  }

  static String text(List<UserError> errors) {
    return Visible.line(errors.stream().map(UserError::message).collect(Collectors.joining("; ")));
  }
}
