package io.sluice.adapter.amazon;

/** What is asked of the API; each has a limit of its own, in {@code adapter.json} by its id. */
enum Operation {
  PATCH_ITEM("patchListingsItem"),
  PUT_ITEM("putListingsItem"),
  DELETE_ITEM("deleteListingsItem"),
  GET_ITEM("getListingsItem"),
  SEARCH_ITEMS("searchListingsItems"),
  CREATE_DOCUMENT("createFeedDocument"),
  CREATE_FEED("createFeed"),
  GET_FEED("getFeed"),
  GET_FEEDS("getFeeds"),
  GET_DOCUMENT("getFeedDocument");

  private final String id;

  Operation(String id) {
    this.id = id;
  }

  /** As the API's description names it. */
  String id() {
    return id;
  }

  /** Whether the path is that of one SKU. */
  boolean isOfItem() {
    return id.endsWith("Item");
  }
}
