-- What the roles beside the owner may do, stated anew after every migration. ${run} is the role that runs the pool,
-- ${others} are that one and the one that reads, if there is one.
--
-- A table that is not named here can be read and added to, and never changed: whoever adds a table whose rows change says
-- so below, column by column. Nobody but the owner may create, alter, drop or truncate anything, or switch a trigger off.

do $rights$
declare
  item record;
begin
  -- Instances of the pool that start together take turns.
  perform pg_advisory_xact_lock(x'4f70656e5360'::bigint);
  for item in
    select c.oid::regclass as name, c.relkind as kind, c.relname = '${flyway:table}' as is_history from pg_class c
    where c.relnamespace = '"${flyway:defaultSchema}"'::regnamespace and c.relowner = current_user::regrole
      and c.relkind in ('r', 'p', 'v', 'm', 'S') and not c.relispartition
  loop
    if item.kind = 'p' then
      -- Not while another instance adds days to it, or drops some: that changes the same row of the catalogue.
      execute format('lock table %s in share update exclusive mode', item.name);
    end if;
    execute format('revoke all on %s from public, ${others}', item.name);
    if item.kind <> 'S' then
      execute format('grant select on %s to ${others}', item.name);
    end if;
    if item.kind in ('r', 'p') and not item.is_history then
      execute format('grant insert on %s to ${run}', item.name);
    end if;
  end loop;
  for item in
    select p.oid::regprocedure as name, exists (
      select from unnest(p.proconfig) setting where setting like 'search\_path=%') as is_fixed
    from pg_proc p
    where p.pronamespace = '"${flyway:defaultSchema}"'::regnamespace and p.proowner = current_user::regrole
      and p.prokind = 'f'
  loop
    execute format('revoke all on function %s from public, ${others}', item.name);
    if not item.is_fixed then
      execute format('alter function %s set search_path = %I, pg_temp', item.name, '${flyway:defaultSchema}');
    end if;
  end loop;
  -- Whoever owns the database has these revoked from everybody; elsewhere its administrator does.
  if (select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = '${flyway:defaultSchema}') then
    revoke create on schema "${flyway:defaultSchema}" from public, ${others};
    grant usage on schema "${flyway:defaultSchema}" to ${others};
  end if;
  if (select pg_has_role(datdba, 'usage') from pg_database where datname = current_database()) then
    execute format('revoke temporary on database %I from public, ${others}', current_database());
  end if;
end
$rights$;

-- Shares and what is summed up of them. They are deleted with their days only.
grant usage on sequence share_ids to ${run};
grant update (work, shares) on share_slots to ${run};
grant update (earned, credited) on pps_earnings to ${run};
grant execute on function create_share_days(date, date), drop_share_days(date) to ${run};

-- Sums for charts. What is due is taken away when it is done; days are kept for ever.
grant delete on history_due to ${run};
grant update (before) on history_final to ${run};
revoke insert on history_final from ${run};
grant update (shares, work, stale, invalid) on history_10m, history_1h, history_1d to ${run};
grant delete on history_10m, history_1h to ${run};

-- Each instance keeps its own promise, and takes it back when it stops.
grant update (stored_until), delete on share_writers to ${run};

grant update (last_share_at, is_public) on workers to ${run};
grant update (minimum_payout, minimum_payout_source, minimum_payout_at, is_listed, hides_workers) on miners to ${run};
grant update (status, status_at, reason) on blocks to ${run};

-- The books. An account begins with nothing, and only its postings move it.
revoke insert on accounts from ${run};
grant insert (kind, miner_id) on accounts to ${run};
grant update (turn) on block_rewards to ${run};
grant update (status, status_at, reason, since_block, asked_at, txid, network_fee) on payouts to ${run};
grant update (lifted_at, lifted_by) on payout_halts to ${run};
-- Who is paid again is no longer set aside.
grant update (reason), delete on payees_set_aside to ${run};
grant update (holder, token, expires_at) on leases to ${run};
-- A challenge whose time is over is refused for that.
grant delete on used_challenges to ${run};
-- A key that was given out is what it is, until it is revoked.
grant update (revoked_at, revoked_by, last_used_at) on api_keys to ${run};
