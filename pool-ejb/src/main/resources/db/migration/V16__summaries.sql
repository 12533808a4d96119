-- What was accepted and refused, summed up for charts and counters: of the pool, of each miner and of each worker, by ten
-- minutes, by the hour and by the day. Money goes by share_slots, never by these. Instances of an older release must not run
-- beside this schema: shares that they store are missing from the sums.

-- Ten minutes that shares were stored for and whose sums lag behind, any number of times each. The statement that inserts
-- shares notes them, and whoever brings the sums up to date takes them away again.
create table history_due (
  -- a multiple of 10 minutes since 1970 UTC
  bucket timestamptz not null,
  -- how many shares, as far as somebody counted them
  shares bigint      not null
);

-- Sums of ten minutes before that are what they are: some of them are deleted, or the shares that they were made of.
create table history_final (
  before   timestamptz not null,
  only_row boolean     not null default true,
  constraint history_final_pk primary key (only_row),
  constraint history_final_only_row check (only_row)
);

insert into history_final (before) values ('1970-01-01T00:00:00Z');

-- The key begins with the time, since rows are written and deleted by it; the other index is for whoever reads.
create table history_10m (
  -- when it begins
  bucket    timestamptz not null,
  -- 0 for the whole pool
  miner_id  bigint      not null,
  -- 0 for all workers of the miner
  worker_id bigint      not null,
  -- accepted ones
  shares    bigint      not null,
  -- expected hashes behind them
  work      numeric(40) not null,
  -- refused ones that were too late
  stale     bigint      not null,
  -- refused ones of any other kind
  invalid   bigint      not null,
  constraint history_10m_pk primary key (bucket, miner_id, worker_id),
  constraint history_10m_not_negative check (shares >= 0 and work >= 0 and stale >= 0 and invalid >= 0)
) with (fillfactor = 70);

create index history_10m_whose on history_10m (miner_id, worker_id, bucket);

-- The same by the hour and by the day, from midnight UTC.
create table history_1h (like history_10m including all);
alter table history_1h set (fillfactor = 70);
create table history_1d (like history_10m including all);
alter table history_1d set (fillfactor = 70);

-- Shares from before this release: all their ten minutes are due.
insert into history_due (bucket, shares)
select generate_series(date_bin('10 minutes', min(accepted_at), '1970-01-01T00:00:00Z'), max(accepted_at), interval '10 minutes'), 0
from shares;
