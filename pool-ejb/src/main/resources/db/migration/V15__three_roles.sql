-- One role owns the schema and migrates it, another one runs the pool, a third one reads. What they may do is stated after
-- every migration, in db/rights. The functions below are all that the running role may do beyond its rights: they are
-- carried out as the owner, with a search path of their own, so that no caller can lead them to other tables.

-- Balances are moved by postings; the running role cannot change them by itself.
alter function postings_balance() security definer set search_path = "${flyway:defaultSchema}", pg_temp;

-- Days that a partition of shares may stand for.
create function is_share_day(day date) returns boolean language sql immutable
  set search_path = "${flyway:defaultSchema}", pg_temp as $$
  select coalesce(day between date '1970-01-01' and date '2199-12-31', false)
$$;

-- Makes what is missing of the daily partitions from the first to the last day, both included; returns what it made.
-- A lock on the table waits for running batches: no other batch is to wait behind it for long.
create function create_share_days(first_day date, last_day date) returns setof date language plpgsql
  security definer set search_path = "${flyway:defaultSchema}", pg_temp set lock_timeout = '5s' as $$
declare
  day date := first_day;
  name text;
begin
  if not is_share_day(first_day) or not is_share_day(last_day) or last_day - first_day not between 0 and 61 then
    raise exception 'not days of shares, or too many: % to %', first_day, last_day using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(x'4f70656e5359'::bigint);
  while day <= last_day loop
    name := 'shares_' || to_char(day, 'YYYYMMDD');
    if to_regclass(format('%I.%I', '${flyway:defaultSchema}', name)) is null then
      execute format('create table %I.%I partition of shares for values from (%L) to (%L)', '${flyway:defaultSchema}', name,
        to_char(day, 'YYYY-MM-DD"T00:00:00Z"'), to_char(day + 1, 'YYYY-MM-DD"T00:00:00Z"'));
      return next day;
    end if;
    day := day + 1;
  end loop;
  -- More than ten years of retention and what is made ahead.
  if (select count(*) from pg_inherits where inhparent = 'shares'::regclass) > 4000 then
    raise exception 'too many days of shares' using errcode = 'program_limit_exceeded';
  end if;
end
$$;

-- Drops the daily partitions, and the sums, of all days before that one; returns the days that it dropped. Shares that a
-- block still has to be divided by stay, whoever asks.
create function drop_share_days(before date) returns setof date language plpgsql
  security definer set search_path = "${flyway:defaultSchema}", pg_temp set lock_timeout = '5s' as $$
declare
  midnight timestamptz;
  partition record;
begin
  if not is_share_day(before) then
    raise exception 'not a day of shares: %', before using errcode = 'invalid_parameter_value';
  end if;
  midnight := before::timestamp at time zone 'UTC';
  perform pg_advisory_xact_lock(x'4f70656e5359'::bigint);
  if exists (
    select from blocks b where b.status = 'ACCEPTED' and b.share_at < midnight
      and not exists (select from block_rewards r where r.block_id = b.id)
  ) then
    raise exception 'a block before % is not divided yet', before using errcode = 'object_in_use';
  end if;
  for partition in
    select c.oid::regclass as name, to_date(substr(c.relname, 8), 'YYYYMMDD') as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'shares'::regclass and c.relname ~ '^shares_[0-9]{8}$'
  loop
    if partition.day < before then
      execute format('drop table %s', partition.name);
      return next partition.day;
    end if;
  end loop;
  -- All schemes are named so that the key's index leads there.
  delete from share_slots where scheme in ('PPLNS', 'PROP', 'PPS', 'SOLO') and slot < midnight;
end
$$;
