-- What the owner of an address has decided, and the challenges by which owners signed in.

-- Whether the miner may be named among the pool's largest, and whether the names of its machines are hidden.
alter table miners add column is_listed boolean not null default false;
alter table miners add column hides_workers boolean not null default false;

create index miners_listed on miners (id) where is_listed;

-- Each counts once; forgotten when its time is over.
create table used_challenges (
  nonce   text        primary key,
  address text        not null,
  ends_at timestamptz not null,
  constraint used_challenges_nonce_hex check (nonce ~ '^[0-9a-f]{32}$')
);

create index used_challenges_end on used_challenges (ends_at);
