package io.sluice.gateway.channel;

/** What a key is about, for people and for held rows, where there is no delivery to ask. */
record Target(String sku, String part, long position) {}
