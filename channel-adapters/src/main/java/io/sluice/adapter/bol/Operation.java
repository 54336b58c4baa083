package io.sluice.adapter.bol;

import io.vertx.core.http.HttpMethod;

/**
 * What bol has a budget for: a method and a pattern of paths (Retailer API, conventions, rate
 * limits). Named as in {@code adapter.json}.
 */
enum Operation {
  UPDATE_STOCK(HttpMethod.PUT, "/retailer/offers/{offer-id}/stock"),
  UPDATE_PRICE(HttpMethod.PUT, "/retailer/offers/{offer-id}/price"),
  CREATE_OFFER(HttpMethod.POST, "/retailer/offers"),
  UPDATE_OFFER(HttpMethod.PUT, "/retailer/offers/{offer-id}"),
  DELETE_OFFER(HttpMethod.DELETE, "/retailer/offers/{offer-id}"),
  GET_OFFER(HttpMethod.GET, "/retailer/offers/{offer-id}"),
  REQUEST_EXPORT(HttpMethod.POST, "/retailer/offers/export"),
  GET_EXPORT(HttpMethod.GET, "/retailer/offers/export/{report-id}"),
  CREATE_CONTENT(HttpMethod.POST, "/retailer/content/products"),
  GET_UPLOAD_REPORT(HttpMethod.GET, "/retailer/content/upload-report/{upload-id}"),
  GET_STATUSES(HttpMethod.POST, "/shared/process-status"),
  GET_STATUS(HttpMethod.GET, "/shared/process-status/{process-status-id}");

  private final HttpMethod method;
  private final String pattern;

  Operation(HttpMethod method, String pattern) {
    this.method = method;
    this.pattern = pattern;
  }

  HttpMethod method() {
    return method;
  }

  /**
   * @param id in place of what stands in braces, already encoded
   */
  String path(String id) {
    int open = pattern.indexOf('{');
    return open < 0
        ? pattern
        : pattern.substring(0, open) + id + pattern.substring(pattern.indexOf('}') + 1);
  }

  /** Method and pattern, as {@code adapter.json} names its limit. */
  @Override
  public String toString() {
    return method.name() + " " + pattern;
  }
}
