-- Accepted shares, one partition a UTC day, created ahead and dropped after the retention by the pool.
--
-- There are no foreign keys here: rows are written by one statement that takes the ids from miners and workers in
-- the same transaction, nobody deletes those, and keys would lock both tables whenever a partition comes or goes.
--
-- shares_once makes a share exist once however often its batch is tried: the identity of a share is the session and
-- job it was mined on and its nonce; accepted_at, fixed when the share was judged, is there because a unique key
-- of a partitioned table must hold the partition key.

create sequence share_ids;

create table shares (
  id          bigint      not null default nextval('share_ids'),
  accepted_at timestamptz not null,
  miner_id    bigint      not null,
  worker_id   bigint      not null,
  session_id  bigint      not null,
  job_id      text        not null,
  -- the four bytes as they stand in the header, read big-endian, as a signed number
  nonce       integer     not null,
  -- expected hashes, the work that the share stands for
  difficulty  bigint      not null,
  height      bigint      not null,
  is_block    boolean     not null,
  constraint shares_pk primary key (id, accepted_at),
  constraint shares_once unique (session_id, job_id, nonce, accepted_at),
  constraint shares_difficulty_positive check (difficulty > 0),
  constraint shares_height_positive check (height >= 0),
  constraint shares_job_length check (length(job_id) <= 64)
) partition by range (accepted_at);

alter sequence share_ids owned by shares.id;

-- for "shares of the last minutes" and for a reward window read backwards
create index shares_accepted_at on shares (accepted_at);
create index shares_miner on shares (miner_id, accepted_at);
