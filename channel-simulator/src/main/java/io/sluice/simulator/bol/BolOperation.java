package io.sluice.simulator.bol;

import io.sluice.simulator.market.MarketRequest;
import org.jspecify.annotations.Nullable;

/** What bol can be asked for, each with a budget of its own but the first. */
public enum BolOperation {
  TOKEN("POST", false, "token"),
  REQUEST_EXPORT("POST", true, "retailer", "offers", "export"),
  GET_EXPORT("GET", false, "retailer", "offers", "export", "*"),
  UPDATE_STOCK("PUT", true, "retailer", "offers", "*", "stock"),
  UPDATE_PRICE("PUT", true, "retailer", "offers", "*", "price"),
  CREATE_OFFER("POST", true, "retailer", "offers"),
  UPDATE_OFFER("PUT", true, "retailer", "offers", "*"),
  DELETE_OFFER("DELETE", false, "retailer", "offers", "*"),
  GET_OFFER("GET", false, "retailer", "offers", "*"),
  CREATE_CONTENT("POST", true, "retailer", "content", "products"),
  GET_UPLOAD_REPORT("GET", false, "retailer", "content", "upload-report", "*"),
  GET_STATUSES("POST", true, "shared", "process-status"),
  GET_STATUS("GET", false, "shared", "process-status", "*");

  private final String method;
  private final boolean body;
  private final String[] path;

  BolOperation(String method, boolean body, String... path) {
    this.method = method;
    this.body = body;
    this.path = path;
  }

  /** Whether a request is this one. */
  public boolean fits(MarketRequest request) {
    return request.is(method, path);
  }

  static @Nullable BolOperation of(MarketRequest request) {
    for (BolOperation each : values()) {
      if (each.fits(request)) {
        return each;
      }
    }
    return null;
  }

  boolean takesBody() {
    return body;
  }

  /** What stands in the path in place of the star; empty where there is none. */
  String id(MarketRequest request) {
    for (int i = 0; i < path.length; i++) {
      if (path[i].equals("*")) {
        return request.segments().get(i);
      }
    }
    return "";
  }
}
