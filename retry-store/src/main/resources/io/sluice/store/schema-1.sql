-- Every table's key begins with the partition; every row carries the epoch of its owner.
-- ${binary} holds at most 1 MiB; what is longer goes on in the column named _rest.
-- Segment tables (journal_P_N, outcomes_P_N) are made as they are needed.

create table if not exists commit_mark (
  partition_id integer not null,
  owner_epoch bigint not null,
  group_number bigint not null,
  primary key (partition_id)
);

create table if not exists segment (
  partition_id integer not null,
  family varchar not null,
  number bigint not null,
  first_row bigint not null,
  row_limit integer not null,
  sealed boolean not null,
  newest_ms bigint not null,
  bytes bigint not null,
  owner_epoch bigint not null,
  primary key (partition_id, family, number)
);

create table if not exists key_index (
  partition_id integer not null,
  segment_number bigint not null,
  first_entry bigint not null,
  entries ${binary} not null,
  owner_epoch bigint not null,
  primary key (partition_id, segment_number, first_entry)
);

create table if not exists held (
  partition_id integer not null,
  channel varchar not null,
  item_key varchar not null,
  part varchar not null,
  position bigint not null,
  why varchar not null,
  since_ms bigint not null,
  due_ms bigint not null,
  attempts integer not null,
  code varchar,
  reason varchar,
  payload ${binary} not null,
  payload_rest ${binary},
  detail ${binary} not null,
  detail_rest ${binary},
  owner_epoch bigint not null,
  primary key (partition_id, channel, item_key, part, position)
);

create table if not exists refused (
  partition_id integer not null,
  id bigint not null,
  source varchar not null,
  at_ms bigint not null,
  code varchar not null,
  path varchar not null,
  message varchar not null,
  content_type varchar,
  headers ${binary} not null,
  body ${binary} not null,
  body_bytes bigint not null,
  bytes_so_far bigint not null,
  owner_epoch bigint not null,
  primary key (partition_id, id)
);

create table if not exists state (
  partition_id integer not null,
  scope varchar not null,
  item_key varchar not null,
  part varchar not null,
  position bigint not null,
  item_value ${binary} not null,
  item_value_rest ${binary},
  owner_epoch bigint not null,
  primary key (partition_id, scope, item_key, part)
);

create table if not exists setting (
  partition_id integer not null,
  kind varchar not null,
  name varchar not null,
  item_value ${binary} not null,
  item_value_rest ${binary},
  owner_epoch bigint not null,
  primary key (partition_id, kind, name)
);
