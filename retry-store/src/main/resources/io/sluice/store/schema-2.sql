-- Side tables like key_index, each for a column of its own, and what people did.

create table if not exists event_id_index (
  partition_id integer not null,
  segment_number bigint not null,
  first_entry bigint not null,
  entries ${binary} not null,
  owner_epoch bigint not null,
  primary key (partition_id, segment_number, first_entry)
);

create table if not exists attempt_index (
  partition_id integer not null,
  segment_number bigint not null,
  first_entry bigint not null,
  entries ${binary} not null,
  owner_epoch bigint not null,
  primary key (partition_id, segment_number, first_entry)
);

create table if not exists success_index (
  partition_id integer not null,
  segment_number bigint not null,
  first_entry bigint not null,
  entries ${binary} not null,
  owner_epoch bigint not null,
  primary key (partition_id, segment_number, first_entry)
);

create table if not exists audit (
  partition_id integer not null,
  id bigint not null,
  at_ms bigint not null,
  who varchar not null,
  address varchar not null,
  client varchar not null,
  action varchar not null,
  target varchar not null,
  item_count bigint,
  reason varchar,
  problem varchar,
  owner_epoch bigint not null,
  primary key (partition_id, id)
);
