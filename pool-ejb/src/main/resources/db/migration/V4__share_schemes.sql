-- By what rule each share is paid; the work of each miner in slots of ten minutes; what PPS has earned; up to when each
-- instance has stored its shares; and what was agreed when a block was found. Instances of an older release must not
-- run beside this schema: they would store shares without their slots.

alter table shares
  add column scheme    text not null default 'PPLNS',
  -- what PPS pays for the share, in 2^-32 base units; no other scheme has it
  add column pps_value numeric(40),
  add constraint shares_scheme_known check (scheme in ('PPLNS', 'PROP', 'PPS', 'SOLO')),
  add constraint shares_pps_value check
    ((scheme = 'PPS') = (pps_value is not null) and coalesce(pps_value, 0) >= 0);

-- Sums of shares, kept up by the statement that inserts them, so that a window of millions of shares is a few thousand
-- rows. Rows are updated often at first and never after their slot is over.
create table share_slots (
  scheme   text        not null,
  -- when it begins: a multiple of 10 minutes since 1970 UTC
  slot     timestamptz not null,
  miner_id bigint      not null,
  -- expected hashes
  work     numeric(40) not null,
  shares   bigint      not null,
  constraint share_slots_pk primary key (scheme, slot, miner_id)
) with (fillfactor = 70);

create index share_slots_miner on share_slots (miner_id, slot);

insert into share_slots (scheme, slot, miner_id, work, shares)
select scheme, date_bin('10 minutes', accepted_at, '1970-01-01T00:00:00Z'), miner_id, sum(difficulty), count(*)
from shares
group by 1, 2, 3;

-- Prices of PPS shares, added up. Whole base units are credited from time to time, so no fraction is ever lost.
create table pps_earnings (
  miner_id bigint      not null,
  -- in 2^-32 base units, kept up by the statement that inserts shares
  earned   numeric(60) not null default 0,
  -- in base units
  credited bigint      not null default 0,
  constraint pps_earnings_pk primary key (miner_id),
  constraint pps_earnings_not_negative check (earned >= 0 and credited >= 0),
  -- div() is exact; the quotient of / is rounded
  constraint pps_earnings_credited check (credited <= div(earned, 4294967296))
);

-- What each running instance promises: every share that it accepted before that instant is stored.
create table share_writers (
  instance     text        not null,
  stored_until timestamptz not null,
  constraint share_writers_pk primary key (instance)
);

alter table blocks
  -- the block's own share, with the extranonce, which is its session
  add column job_id           text,
  add column nonce            integer,
  add column share_at         timestamptz,
  -- what was agreed when the block was found; before this release no fee was
  add column scheme           text    not null default 'PPLNS',
  add column fee_basis_points integer not null default 0,
  -- N of PPLNS
  add column window_factor    numeric not null default 2;

-- The nonce is in the header: little-endian, at byte 76.
update blocks
set nonce = ('x' || substr(block_hex, 159, 2) || substr(block_hex, 157, 2)
                 || substr(block_hex, 155, 2) || substr(block_hex, 153, 2))::bit(32)::integer;

update blocks b
set job_id = s.job_id, share_at = s.accepted_at
from shares s
where s.session_id = ('x' || b.extranonce)::bit(64)::bigint
  and s.nonce = b.nonce and s.height = b.height and s.is_block;

-- Their shares are gone.
update blocks set job_id = '', share_at = found_at where job_id is null;

alter table blocks
  alter column job_id set not null,
  alter column nonce set not null,
  alter column share_at set not null,
  alter column scheme drop default,
  alter column fee_basis_points drop default,
  alter column window_factor drop default,
  add constraint blocks_scheme_known check (scheme in ('PPLNS', 'PROP', 'PPS', 'SOLO')),
  add constraint blocks_fee_range check (fee_basis_points between 0 and 10000),
  add constraint blocks_window_positive check (window_factor > 0);
